"""What a desk counts of each kind of entry while it is under way, taken, held, refused, or left as the centre has it.

What the centre has not taken gives a case nothing. A word by which the party holds something back binds the desk at
once: nobody is looked up, or served where they would not be, because an entry of theirs was not taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

import pytest

from clerk_app.domain import delivery, ezup
from clerk_app.domain.act_bodies import ACT_KINDS, ActMade, ActUpgraded
from clerk_app.domain.acts import acts_of
from clerk_app.domain.bodies import ProofChoice
from clerk_app.domain.case_file import CaseFile, Change, Way
from clerk_app.domain.delivery_bodies import DELIVERY_KINDS, ConsentGiven, Dispatched, Noted
from clerk_app.domain.ezup_bodies import EZUP_KINDS, Attached, RecordTold, Shown, Stated
from clerk_app.domain.index_bodies import RATING_GIVEN, RatingGiven
from clerk_app.domain.index_facts import facts_of
from clerk_app.domain.kinds import KINDS
from clerk_app.domain.payment_bodies import PAYMENT_KINDS, OrderTold, PaymentCancelled, RefundAsked, Sums
from clerk_app.domain.payment_file import Standpoint, standing_of
from clerk_app.domain.payments import PaymentPolicy
from clerk_app.domain.requests import Happening, project
from tests.domain.test_delivery_bodies import HANDED, NAME, REF
from tests.domain.test_delivery_told import CAME, moved
from tests.domain.test_ezup import answered, asked, received
from tests.domain.test_index_facts import BODY as RECEIVED
from tests.domain.test_payment_file import CARD, ORDER, SEEN

DESK = "A7"
SUBJECT = b"s" * 16
type Standing = Literal["waiting", "sending", "taken", "held", "refused", "left"]
WAYS: dict[Standing, Way] = {
    "waiting": Way(mark="waiting"),
    "sending": Way(mark="sending"),
    "taken": Way(),
    "held": Way(mark="held", code="centre_too_old"),
    "refused": Way(mark="refused", code="not_permitted"),
    "left": Way(code="not_permitted"),
}
COUNTS: frozenset[Standing] = frozenset({"waiting", "sending", "taken"})
MADE = ActMade(act="approved", number="1", paper=REF, made_local="2026-11-23T09:00:00+01:00", clerk="o", level="B-B")
BETTER = ActUpgraded(of=REF.sha256, paper=replace(REF, sha256="b" * 64), level="B-LT")


def with_case(file: CaseFile) -> dict[str, int]:
    return {one.proof: one.told_at for one in ezup.with_case(ezup.queries(file, DESK), ())}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry after those ``before`` it, all taken: what ``read`` makes of the case where it counts and where not.

    ``told``: what the centre tells whatever becomes of the entry, ``heard`` what it tells once it has taken it.
    ``binds``: how the entry may stand and hold all the same.
    """

    kind: str
    entry: object
    read: Callable[[CaseFile], object]
    counted: object
    otherwise: object
    before: tuple[object, ...] = ()
    told: tuple[object, ...] = ()
    heard: tuple[object, ...] = ()
    own: dict[Standing, object] = field(default_factory=dict)

    @property
    def seq(self) -> int:
        return len(self.before) + 2

    def expected(self, standing: Standing) -> object:
        return self.own.get(standing, self.counted if standing in COUNTS else self.otherwise)


def stated(by: Literal["body", "party"]) -> Stated:
    choices = (ProofChoice(proof="birth_record", by=by),)
    return Stated(choices=choices, signed="paper", stated_local="2026-11-23T09:00:00+01:00", clerk="c")


def chosen(file: CaseFile) -> object:
    body = received(proofs=(ProofChoice(proof="birth_record", by="party"),))
    return ezup.choices(file, body)["birth_record"].by


def queried(read: Callable[[ezup.Query], object]) -> Callable[[CaseFile], object]:
    return lambda file: read(ezup.queries(file, DESK)[0])


def said(what: str, sums: Sums, entry: int = 2) -> OrderTold:
    return OrderTold(order=ORDER.id, at=9, what=what, sums=sums, desk=DESK, entry=entry)


def payment(file: CaseFile) -> object:
    return standing_of(ORDER, file, PaymentPolicy(), Standpoint(desk=DESK)).state


def consent(file: CaseFile) -> object:
    known = delivery.consent(file)
    return known.given if known is not None else None


def document(read: Callable[[delivery.Document], object]) -> Callable[[CaseFile], object]:
    return lambda file: read(delivery.documents(file, DESK)[0])


def grade(file: CaseFile) -> object:
    view = project([Happening(seq=1, at=1, subject=SUBJECT, body=RECEIVED)])
    assert view is not None
    facts = facts_of(RECEIVED, file, view)
    return facts.grade if facts is not None else None


YES = ConsentGiven(given=True, how="paper", on="2026-11-23", clerk="c")
NO = replace(YES, given=False)
ATTACHED = Attached(query=2, digest="d", enclosure=REF, clerk="c")
SENT = Dispatched(delivery=NAME, document=REF, kind="decision", channel="post", why="wish", clerk="c")
RETURNED = Noted(delivery=NAME, state="returned", on="2026-11-23", clerk="c")
PAID = Sums(amount=33_000, paid=33_000)
HELD_BACK: dict[Standing, object] = {"held": "party", "refused": "party"}
TOLD_BACK = RecordTold(at=9, what="attached", query_desk=DESK, query=2, desk=DESK)

TABLE = (
    Row(kind="ezup.stated", entry=stated("body"), read=chosen, counted="body", otherwise="party"),
    Row(
        kind="ezup.stated", entry=stated("party"), read=chosen, counted="party", otherwise="body",
        before=(stated("body"),), own=HELD_BACK,
    ),
    Row(
        kind="ezup.asked", entry=asked(), read=queried(lambda query: query.state), counted="waiting",
        otherwise="refused", own={"taken": "asked", "held": "waiting"},
    ),
    Row(
        kind="ezup.shown", entry=Shown(query=2), read=queried(lambda query: query.shown), counted=True, otherwise=False,
        before=(asked(),), told=(answered(),),
    ),
    Row(
        kind="ezup.attached", entry=ATTACHED, read=with_case,
        counted={"birth_record": 50}, otherwise={}, before=(asked(),), told=(answered(),), heard=(TOLD_BACK,),
    ),
    Row(
        kind="payment.proven", entry=SEEN, read=payment, counted="proof_accepted", otherwise="issued",
        heard=(said("proven", Sums(amount=33_000, noted=33_000)),),
    ),
    Row(
        kind="payment.terminal", entry=CARD, read=payment, counted="partially_proven", otherwise="issued",
        heard=(said("terminal", Sums(amount=33_000, noted=10_000)),),
    ),
    Row(
        kind="payment.cancelled", entry=PaymentCancelled(order=ORDER.id, reason="грешка", clerk="mp"), read=payment,
        counted="cancelled", otherwise="issued", heard=(said("cancelled", Sums(amount=33_000, cancelled=True)),),
    ),
    Row(
        kind="payment.refund_asked", read=payment, counted="refund_requested", otherwise="paid",
        entry=RefundAsked(order=ORDER.id, amount=33_000, account=ORDER.account, reason="двапут", clerk="mp"),
        told=(said("paid", PAID, 0),), heard=(said("refund_asked", replace(PAID, asked=33_000)),),
    ),
    Row(kind="delivery.consented", entry=YES, read=consent, counted=True, otherwise=None),
    Row(
        kind="delivery.consented", entry=NO, read=consent, counted=False, otherwise=True, before=(YES,),
        own={"held": False, "refused": False},
    ),
    Row(
        kind="delivery.dispatched", entry=SENT, read=document(lambda one: one.open is not None), counted=True,
        otherwise=False, told=(CAME,), heard=(moved("dispatched", desk=DESK, entry=2),),
    ),
    Row(
        kind="delivery.handed", entry=HANDED, read=document(lambda one: [way.begun for way in one.deliveries]),
        counted=[True], otherwise=[False], told=(CAME,), heard=(moved("collected", desk=DESK, entry=2),),
    ),
    Row(
        kind="delivery.noted", entry=RETURNED, read=document(lambda one: one.deliveries[0].state),
        counted="returned", otherwise="dispatched", told=(CAME, moved("dispatched")),
        heard=(moved("returned", desk=DESK, entry=2),),
    ),
    Row(
        kind="act.made", entry=MADE, read=lambda file: len(delivery.documents(file, DESK)), counted=1, otherwise=0,
    ),
    Row(
        kind="act.made", entry=MADE, read=lambda file: acts_of(file)[0].waits, counted=True, otherwise=False,
    ),
    Row(
        kind="act.upgraded", entry=BETTER, read=document(lambda one: one.ref), counted=BETTER.paper, otherwise=REF,
        before=(MADE,),
    ),
    Row(
        kind="act.upgraded", entry=BETTER, read=lambda file: (acts_of(file)[0].level, acts_of(file)[0].paper),
        counted=("B-LT", BETTER.paper), otherwise=("B-B", REF), before=(MADE,),
    ),
    Row(kind="rating.given", entry=RatingGiven(grade=5), read=grade, counted=5, otherwise=0),
)  # fmt: skip


def file_of(row: Row, standing: Standing) -> CaseFile:
    entries = (*row.before, row.entry)
    told = (*row.told, *(row.heard if standing == "taken" else ()))
    ways = {} if standing == "taken" else {row.seq: WAYS[standing]}
    return CaseFile(
        subject=SUBJECT,
        desk=DESK,
        own=tuple(Happening(seq=seq, at=seq, subject=SUBJECT, body=body) for seq, body in enumerate(entries, start=2)),
        told=tuple(Change(version=place, kind="x", body=body) for place, body in enumerate(told, start=1)),
        ways=ways,
    )


@pytest.mark.parametrize("standing", WAYS)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.kind)
def test_a_case_counts_what_the_centre_has_or_may_still_take(row: Row, standing: Standing) -> None:
    assert row.read(file_of(row, standing)) == row.expected(standing)


def test_every_kind_about_a_part_of_a_case_is_in_the_table() -> None:
    kinds = {*EZUP_KINDS, *PAYMENT_KINDS, *DELIVERY_KINDS, *ACT_KINDS, RATING_GIVEN}
    assert {row.kind for row in TABLE} == kinds <= KINDS.keys()
    assert all(isinstance(row.entry, KINDS[row.kind]) for row in TABLE)


@pytest.mark.parametrize("standing", WAYS)
def test_an_act_whose_upgrade_was_not_taken_waits_for_no_other(standing: Standing) -> None:
    half = replace(BETTER, level="B-T", short="line_down")
    row = Row(kind="act.upgraded", entry=half, read=lambda file: file, counted=0, otherwise=0, before=(MADE,))
    assert acts_of(file_of(row, standing))[0].waits == (standing in COUNTS)


@pytest.mark.parametrize("standing", WAYS)
def test_a_document_that_was_handed_over_in_vain_can_be_handed_over_again(standing: Standing) -> None:
    (found,) = delivery.documents(
        file_of(
            Row(kind="delivery.handed", entry=HANDED, read=consent, counted=0, otherwise=0, told=(CAME,)), standing
        ),
        DESK,
    )
    assert any(one.taken_here for one in found.deliveries) == (standing in COUNTS)
