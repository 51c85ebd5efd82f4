"""What one request counts for: from the same bodies as the journal has, folded as the views are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.bodies import FeeCharged, FeeLine, ProofChoice, RequestReceived
from clerk_app.domain.case_bodies import CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.case_file import CaseFile, Change
from clerk_app.domain.casework import CaseWork
from clerk_app.domain.delivery_told import DeliveryMoved
from clerk_app.domain.ezup_bodies import Outcome, RecordTold, Stated
from clerk_app.domain.index import GRADES, INDICATORS, Period
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.domain.index_facts import COUNTERS, Facts, Parts, facts_of, tallied
from clerk_app.domain.payment_bodies import OrderTold, Sums
from clerk_app.domain.payments import order_amounts
from clerk_app.domain.people import Person
from clerk_app.domain.requests import (
    CentreState,
    Happening,
    HistoryItem,
    RequestView,
    apply_centre,
    begin_elsewhere,
    project,
)

SUBJECT = b"s" * 16
RECEIVED = "2026-11-02T09:00:00+01:00"
BODY = RequestReceived(
    number="A7-000417-H",
    service="child-allowance",
    service_version=1,
    applicant=Person(id_number="0101990900001", surname="Примерић", given_name="Јелена"),
    form={},
    received_local=RECEIVED,
    clerk="mprimeric",
    proofs=(ProofChoice(proof="a", by="body"), ProofChoice(proof="b", by="body"), ProofChoice(proof="c", by="party")),
    fee=FeeCharged(total=33_000),
    deadline="2026-11-12",
    delivery="inbox",
    visit="0f" * 16,
)


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def at(day: str, hour: int = 12) -> int:
    return int(datetime.fromisoformat(f"{day}T{hour:02}:00:00+01:00").timestamp() * 1_000_000)


def told(*states: tuple[str, str], **more: object) -> CentreState:
    """The centre's word after these states, each on its day."""
    items = tuple(
        HistoryItem(at=at(day), kind="status", source="centre", params={"state": state}) for state, day in states
    )
    state = states[-1][0] if states else "zaveden"
    return CentreState(
        version=len(states) + 1, state_version=len(states) + 1, unique_number="004812736/2026", state=state,
        history=items, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def case(*bodies: object, centre: CentreState | None = None, received: RequestReceived = BODY) -> Facts | None:
    own = tuple(
        Happening(seq=seq, at=at("2026-11-05"), subject=SUBJECT, body=body)
        for seq, body in enumerate((received, *bodies), start=1)
    )
    view = project(list(own), centre)
    assert view is not None
    return facts_of(received, CaseFile(subject=SUBJECT, own=own), view)


def known(found: Facts | None) -> Facts:
    assert found is not None
    return found


def test_a_request_that_was_just_received() -> None:
    assert case() == Facts(
        service="child-allowance",
        received=ordinal("2026-11-02"),
        due=ordinal("2026-11-12"),
        running=1,
        by_body=2,
        by_party=1,
        fee=1,
        inbox=1,
        visit=int("0f" * 7 + "0", 16),
    )


@pytest.mark.parametrize(
    ("states", "decided", "running", "settled_on"),
    [
        ((("u_radu", "2026-11-03"),), "", 1, "2026-11-13"),
        ((("resen_usvojen", "2026-11-10"),), "2026-11-10", 0, "2026-11-10"),
        ((("resen_usvojen", "2026-11-12"), ("otpremljen", "2026-11-20")), "2026-11-12", 0, "2026-11-12"),
        ((("resen_odbijen", "2026-11-15"),), "2026-11-15", 0, "2026-11-13"),
        ((("odbacen", "2026-11-10"), ("zalba", "2026-11-16")), "2026-11-10", 0, "2026-11-10"),
        ((("resen_odbijen", "2026-11-10"), ("u_radu", "2026-11-16")), "", 1, "2026-11-13"),
        ((("ustupljen", "2026-11-10"),), "2026-11-10", 0, ""),
        ((("neuredan_dopuna", "2026-11-10"),), "", 0, ""),
    ],
)
def test_when_it_is_known_whether_a_case_was_decided_in_time(
    states: tuple[tuple[str, str], ...], decided: str, running: int, settled_on: str
) -> None:
    found = known(case(centre=told(*states)))
    assert found.decided == (ordinal(decided) if decided else 0)
    assert found.running == running
    today = ordinal("2026-11-23")
    assert found.settled(today) == (ordinal(settled_on) if settled_on else 0)
    if running:
        assert found.settled(ordinal("2026-11-12")) == 0  # the last day is not over
        assert found.settled(ordinal("2026-11-13")) == ordinal("2026-11-13")


def test_a_step_that_the_centre_has_not_heard_decides_nothing() -> None:
    moved = CaseMoved(base_version=1, state="resen_usvojen", clerk="c")
    assert known(case(moved)).decided == 0
    heard = replace(told(("resen_usvojen", "2026-11-05")), history=(), state_own=True)
    assert known(case(moved, centre=heard)).decided == ordinal("2026-11-05")


def test_calls_to_supplement_later_visits_and_ratings() -> None:
    call = CaseMoved(base_version=1, state="neuredan_dopuna", clerk="c", missing=("извод",))
    brought = RequestSupplemented(base_version=2, received_local=RECEIVED, clerk="c")
    gone = RequestWithdrawn(received_local=RECEIVED, clerk="c")
    found = known(case(call, brought, gone, RatingGiven(grade=2), RatingGiven(grade=5)))
    assert (found.called, found.later, found.grade) == (1, 2, 5)
    assert known(case(RatingGiven(grade=4), RatingGiven(grade=0))).grade == 0
    assert known(case(RatingGiven(grade=99))).grade == 0
    elsewhere = HistoryItem(at=at("2026-11-06"), kind="supplemented", source="centre", params={})
    assert known(case(centre=replace(told(), history=(elsewhere,)))).later == 1


def test_what_does_not_count() -> None:
    assert case(centre=told(annulled=True)) is None
    other = begin_elsewhere(SUBJECT, -1, BODY, "office")
    assert facts_of(BODY, CaseFile(subject=SUBJECT), other) is None


def filed(payment: str) -> RequestView:
    view = begin_elsewhere(SUBJECT, -1, BODY, "portal")
    return replace(view, work=CaseWork(origin="portal", payment=payment))


@pytest.mark.parametrize(("payment", "fee", "paid"), [("", 0, 0), ("unpaid", 1, 0), ("paid", 1, 1)])
def test_of_what_was_filed_online_only_that_and_its_payment_count(payment: str, fee: int, paid: int) -> None:
    expected = Facts(service="child-allowance", received=ordinal("2026-11-02"), origin=2, fee=fee, paid=paid)
    assert facts_of(BODY, CaseFile(subject=SUBJECT), filed(payment)) == expected


@dataclass(frozen=True)
class Obtained:
    """A change that some system tells."""

    records: tuple[str, ...]


def test_a_system_adds_its_bodies_to_the_table() -> None:
    file = CaseFile(subject=SUBJECT, told=(Change(version=2, kind="ezup", body=Obtained(("a", "b", "c"))),))
    view = project([Happening(seq=1, at=0, subject=SUBJECT, body=BODY)])
    assert view is not None

    def count(parts: Parts, body: Obtained) -> Parts:
        return replace(
            parts, obtained=parts.obtained | {*body.records}, orders={"A1-R": Sums(amount=1, paid=1)}, inbox=False
        )

    found = known(facts_of(BODY, file, view, {**COUNTERS, Obtained: count}))
    assert (found.obtained, found.paid, found.inbox) == (2, 1, 0)
    assert known(facts_of(replace(BODY, proofs=()), file, view, {**COUNTERS, Obtained: count})).obtained == 0


def facts_with(*bodies: object) -> Facts:
    view = project([Happening(seq=1, at=0, subject=SUBJECT, body=BODY)])
    assert view is not None
    told = tuple(Change(version=2 + place, kind="", body=body) for place, body in enumerate(bodies))
    return known(facts_of(BODY, CaseFile(subject=SUBJECT, told=told), view))


def answered(proof: str, outcome: Outcome) -> RecordTold:
    return RecordTold(at=1, what="answered", proof=proof, outcome=outcome)


def test_a_proof_counts_once_as_obtained_and_only_where_a_register_knew() -> None:
    assert facts_with(answered("a", "done"), answered("a", "done"), answered("b", "not_found")).obtained == 1
    assert facts_with(RecordTold(at=1, what="asked", proof="a")).obtained == 0


def test_a_later_statement_counts_and_not_the_choice_of_the_receipt() -> None:
    chosen = (ProofChoice(proof="a", by="party"), ProofChoice(proof="d", by="body"))
    found = known(case(Stated(choices=chosen, signed="paper", stated_local=RECEIVED, clerk="o")))
    assert (found.by_body, found.by_party) == (2, 2)
    there = facts_with(RecordTold(at=at("2026-11-06"), what="stated", choices=chosen))
    assert (there.by_body, there.by_party) == (2, 2)


def ordered(order: str, **sums: int | bool) -> OrderTold:
    return OrderTold(order=order, at=1, what="paid", sums=Sums(amount=33_000, **sums))  # type: ignore[arg-type]


def test_paid_electronically_is_what_the_system_confirmed_whole() -> None:
    assert facts_with(ordered("R", paid=33_000)).paid == 1
    assert facts_with(ordered("R", noted=33_000)).paid == 0
    assert facts_with(ordered("R", paid=33_000), ordered("L", paid=1)).paid == 0
    assert facts_with(ordered("R", paid=33_000), ordered("L", cancelled=True)).paid == 1
    assert facts_with(ordered("R", paid=33_000, refunded=33_000)).paid == 0


TWICE = replace(
    BODY,
    fee=FeeCharged(
        lines=(
            FeeLine(code="r", level="republic", tariff="1", amount=33_000),
            FeeLine(code="l", level="local", tariff="2", amount=100_000),
        ),
        total=133_000,
    ),
)
REPUBLIC, LOCAL = order_amounts(TWICE)


@pytest.mark.parametrize(
    ("told", "paid"),
    [
        ((), 0),
        ((ordered(REPUBLIC, paid=33_000),), 0),
        ((ordered(REPUBLIC, paid=33_000), ordered(LOCAL, expired=True)), 0),
        ((ordered(REPUBLIC, paid=33_000), ordered(LOCAL, paid=33_000)), 1),
        ((ordered(REPUBLIC, paid=33_000), ordered(LOCAL, cancelled=True)), 1),
        ((ordered(REPUBLIC, cancelled=True), ordered(LOCAL, cancelled=True)), 0),
        ((ordered(REPUBLIC, expired=True), ordered(REPUBLIC, paid=33_000), ordered(LOCAL, paid=33_000)), 1),
    ],
)
def test_an_order_that_nothing_was_told_of_or_that_expired_is_not_paid(told: tuple[OrderTold, ...], paid: int) -> None:
    file = CaseFile(subject=SUBJECT, told=tuple(Change(version=2, kind="order", body=one) for one in told))
    view = project([Happening(seq=1, at=0, subject=SUBJECT, body=TWICE)])
    assert view is not None
    assert known(facts_of(TWICE, file, view)).paid == paid


def test_of_what_was_filed_the_portals_word_holds_for_an_order_that_was_not_told_of() -> None:
    file = CaseFile(
        subject=SUBJECT, told=(Change(version=2, kind="order", body=ordered(REPUBLIC, paid=33_000, refunded=1)),)
    )
    assert known(facts_of(TWICE, CaseFile(subject=SUBJECT), filed("paid"))).paid == 1
    assert known(facts_of(TWICE, file, filed("paid"))).paid == 0


def test_a_record_that_the_party_took_back_is_none_of_those_that_a_register_gave() -> None:
    back = RecordTold(at=at("2026-11-06"), what="stated", choices=(ProofChoice(proof="a", by="party"),))
    found = facts_with(answered("a", "done"), answered("b", "done"), back)
    assert (found.by_body, found.by_party, found.obtained) == (1, 2, 1)


def delivered(channel: str, legal_date: str) -> DeliveryMoved:
    return DeliveryMoved(
        at=1, delivery="d", sha256="", title="", kind="decision", channel=channel, steps=(), legal_date=legal_date
    )


def test_the_way_of_delivery_counts_and_not_the_wish() -> None:
    assert facts_with().inbox == 1
    assert facts_with(delivered("post", "")).inbox == 1
    assert facts_with(delivered("post", "2026-11-20")).inbox == 0
    assert facts_with(delivered("inbox_personal", "2026-11-20")).inbox == 1


def test_an_absurd_clock_and_an_absurd_visit_break_nothing() -> None:
    absurd = HistoryItem(at=2**62, kind="status", source="centre", params={"state": "odbacen"})
    found = known(case(centre=replace(told(), state="odbacen", history=(absurd,)), received=replace(BODY, visit="Ж")))
    assert (found.decided, found.visit) == (0, 0)


def test_three_requests_of_one_visit_are_one_visit() -> None:
    one = known(case())
    period = Period(first=one.received, last=one.received)
    tally = tallied([one, one, one, replace(one, visit=0), replace(one, later=2, visit=7)], period, one.received)
    assert (tally.requests, tally.visits) == (5, 1 + 1 + 3)


def test_days_that_cases_took_and_were_given() -> None:
    one = replace(known(case()), decided=ordinal("2026-11-06"), running=0)
    late = replace(one, decided=ordinal("2026-11-20"))
    open_one = replace(one, decided=0, running=1)
    today = ordinal("2026-11-23")
    tally = tallied([one, late, open_one], Period(first=today - 30, last=today), today)
    assert (tally.settled, tally.on_time, tally.ended, tally.spent, tally.allowed) == (3, 1, 2, 4 + 18, 20)


def test_the_view_with_the_centres_word_is_what_is_read() -> None:
    view = project([Happening(seq=1, at=0, subject=SUBJECT, body=BODY)])
    assert view is not None
    longer = apply_centre(view, told(("u_radu", "2026-11-03"), deadline="2026-11-30"))
    assert known(facts_of(BODY, CaseFile(subject=SUBJECT), longer)).due == ordinal("2026-11-30")


PROOFS = st.sampled_from(["a", "b", "c", "d"])
CHOICES = st.lists(st.builds(ProofChoice, proof=PROOFS, by=st.sampled_from(["body", "party"])), max_size=3).map(tuple)
MONEY = st.sampled_from([0, 1, 33_000, 100_000])
WHEN = st.sampled_from([at("2026-11-03"), at("2026-11-12"), at("2026-11-20")])
SUMS = st.builds(Sums, amount=MONEY, paid=MONEY, noted=MONEY, refunded=MONEY, cancelled=st.booleans())
OWN = st.one_of(
    st.builds(Stated, choices=CHOICES, signed=st.just("paper"), stated_local=st.just(RECEIVED), clerk=st.just("o")),
    st.builds(RequestSupplemented, base_version=st.just(1), received_local=st.just(RECEIVED), clerk=st.just("c")),
    st.builds(RequestWithdrawn, received_local=st.just(RECEIVED), clerk=st.just("c")),
    st.builds(RatingGiven, grade=st.integers(-1, 7)),
)
TOLD = st.one_of(
    st.builds(RecordTold, at=WHEN, what=st.just("stated"), choices=CHOICES),
    st.builds(
        RecordTold, at=WHEN, what=st.just("answered"), proof=PROOFS, outcome=st.sampled_from(["done", "not_found"])
    ),
    st.builds(OrderTold, at=WHEN, what=st.just("paid"), order=st.sampled_from([REPUBLIC, LOCAL, "?"]), sums=SUMS),
    st.builds(delivered, st.sampled_from(["post", "inbox_personal"]), st.sampled_from(["", "2026-11-20"])),
)
STATES = st.lists(
    st.tuples(
        st.sampled_from(["u_radu", "neuredan_dopuna", "resen_usvojen", "ustupljen", "zalba"]),
        st.sampled_from(["2026-11-04", "2026-11-11", "2026-11-18"]),
    ),
    max_size=3,
)


@st.composite
def journeys(draw: st.DrawFn) -> Facts | None:
    """One request with whatever was recorded and told of it, received here or filed on the portal."""
    body = draw(st.sampled_from([BODY, TWICE, replace(TWICE, proofs=(), visit="", fee=FeeCharged(total=0))]))
    own = [
        Happening(seq=seq, at=at("2026-11-05"), subject=SUBJECT, body=one)
        for seq, one in enumerate([body, *draw(st.lists(OWN, max_size=4))], start=1)
    ]
    changes = tuple(Change(version=2 + place, kind="", body=one) for place, one in enumerate(draw(st.lists(TOLD))))
    file = CaseFile(subject=SUBJECT, own=tuple(own), told=changes)
    payment = draw(st.sampled_from(["", "unpaid", "partially_paid", "paid", "refunded"]))
    here = draw(st.booleans())
    view = project(own, told(*draw(STATES))) if here else filed(payment)
    assert view is not None
    return facts_of(body, file, view)


@given(st.lists(journeys(), max_size=5), st.sampled_from(["2026-11-05", "2026-11-30"]))
def test_no_indicator_is_more_than_the_whole(cases: list[Facts | None], today: str) -> None:
    period = Period(first=ordinal("2026-11-01"), last=ordinal("2026-11-30"))
    tally = tallied([one for one in cases if one is not None], period, ordinal(today))
    for indicator in INDICATORS:
        numerator, denominator = indicator.numerator(tally), indicator.denominator(tally)
        most = {"share": denominator, "hours": denominator, "grade": GRADES[-1] * denominator}.get(indicator.unit)
        assert numerator >= 0, indicator.code
        assert most is None or numerator <= most, (indicator.code, tally)
        assert indicator.unit != "grade" or numerator >= denominator
