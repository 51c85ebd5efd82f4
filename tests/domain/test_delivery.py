"""Deliveries folded from a case's file: the centre's word, what was recorded here on top, no legal day of our own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain import delivery
from clerk_app.domain.act_bodies import ActUpgraded
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.case_file import CaseFile, Change, Way
from clerk_app.domain.delivery_bodies import ConsentGiven, Dispatched, Noted
from clerk_app.domain.requests import Happening
from tests.domain.test_delivery_bodies import HANDED, NAME, REF
from tests.domain.test_delivery_told import CAME, moved

DESK = "A7"
SUBJECT = b"s" * 16


def file_of(*told: object, own: tuple[object, ...] = (), ways: dict[int, Way] | None = None) -> CaseFile:
    changes = tuple(Change(version=place, kind="x", body=body) for place, body in enumerate(told, start=1))
    happenings = tuple(
        Happening(seq=place, at=place * 10, subject=SUBJECT, body=body) for place, body in enumerate(own, start=2)
    )
    return CaseFile(subject=SUBJECT, own=happenings, told=changes, ways=ways or {})


def only(file: CaseFile) -> delivery.Document:
    (document,) = delivery.documents(file, DESK)
    return document


def test_a_document_that_came_waits_to_be_sent() -> None:
    document = only(file_of(CAME))
    assert (document.id, document.ref.title, document.by, document.deliveries) == (CAME.id, "Решење", "Одељење", ())
    assert (document.legal_date, document.open) == ("", None)


def test_a_hand_over_here_has_no_legal_day_until_the_centre_says_it() -> None:
    waiting = only(file_of(CAME, own=(HANDED,), ways={2: Way(mark="waiting")}))
    (one,) = waiting.deliveries
    assert [(step.state, step.here, step.mark) for step in one.steps] == [("collected", True, "waiting")]
    assert (one.taken_here, one.channel, waiting.legal_date) == (True, "counter", "")
    told = moved("dispatched", "available")
    heard = moved("collected", legal_date="2026-11-23", desk=DESK, entry=2)
    after = only(file_of(CAME, told, heard, own=(HANDED,)))
    (one,) = after.deliveries
    assert [(step.state, step.here) for step in one.steps] == [
        ("dispatched", False),
        ("available", False),
        ("collected", False),
    ]
    assert (after.legal_date, one.appeal_until, one.taken_here) == ("2026-11-23", "2026-12-08", False)


def test_what_another_desk_recorded_under_the_same_number_is_not_ours() -> None:
    document = only(file_of(CAME, moved("collected", desk="B9", entry=2), own=(HANDED,), ways={2: Way(mark="sending")}))
    assert [step.here for step in document.deliveries[0].steps] == [False, True]


@pytest.mark.parametrize("mark", ["held", "refused"])
def test_what_the_centre_did_not_take_is_shown_and_does_not_count(mark: str) -> None:
    way = Way(mark=mark, code="consent_missing")  # type: ignore[arg-type]
    sent = Dispatched(delivery=NAME, document=REF, kind="decision", channel="inbox_personal", why="wish", clerk="c")
    (one,) = only(file_of(CAME, own=(sent,), ways={2: way})).deliveries
    assert (one.state, one.steps[0].code) == ("prepared", "consent_missing")
    assert one.channel == "inbox_personal"


def test_the_earliest_day_counts_where_a_document_was_delivered_twice() -> None:
    first = moved("delivered", legal_date="2026-11-25")
    second = replace(moved("delivered", legal_date="2026-11-23"), delivery="0b" * 16)
    assert only(file_of(CAME, first, second)).legal_date == "2026-11-23"


def test_a_legal_day_that_the_centre_withdrew_holds_no_more() -> None:
    presumed = moved("expired_deemed", legal_date="2026-11-25")
    returned = replace(moved("returned"), withdrawn="2026-11-25")
    document = only(file_of(CAME, presumed, returned))
    assert (document.legal_date, document.deliveries[0].appeal_until) == ("", "")
    assert only(file_of(CAME, presumed, moved("returned"))).legal_date == "2026-11-25"


def test_a_slip_goes_on_with_the_delivery_that_it_names() -> None:
    slip = Noted(delivery=NAME, state="returned", on="2026-11-23", number="RE1", clerk="c", scan=REF)
    (one,) = only(file_of(CAME, moved("dispatched"), own=(slip,), ways={2: Way(mark="waiting")})).deliveries
    assert [step.state for step in one.steps] == ["dispatched", "returned"]
    assert (one.steps[1].evidence.kind, one.steps[1].evidence.number) == ("return", "RE1")
    assert one.ended
    assert only(file_of(CAME, own=(slip,))).deliveries == ()


def test_a_document_made_here_is_delivered_as_any_other() -> None:
    document = only(file_of(own=(Made(),)))
    assert (document.ref, document.kind, document.signed, document.id) == (REF, "decision", "М. Примерић", "")


def test_a_delivery_whose_document_is_not_known_here_is_shown_all_the_same() -> None:
    document = only(file_of(moved("dispatched")))
    assert (document.ref.title, document.open is not None) == ("Решење", True)


def test_the_last_word_on_consent_counts() -> None:
    yes = ConsentGiven(given=True, how="paper", on="2026-11-20", clerk="c")
    no = ConsentGiven(given=False, how="spoken", on="2026-11-23", clerk="c")
    assert delivery.consent(file_of()) is None
    assert delivery.consent(file_of(own=(yes, no))) == delivery.Consent(given=False, how="spoken", on="2026-11-23")


def test_an_entry_that_is_no_step_is_not_told_as_one() -> None:
    assert delivery.told_of(HANDED, 5, DESK, 2).state == "collected"
    assert delivery.told_of(replace(HANDED, taken=False, signed="none"), 5, DESK, 2).evidence.kind == "note"
    with pytest.raises(TypeError):
        delivery.told_of("nothing", 5, DESK, 2)  # type: ignore[arg-type]


@pytest.mark.parametrize("way", [Way(mark="held", code="x"), Way(mark="refused", code="x"), Way(code="left_so")])
def test_a_hand_over_that_the_centre_did_not_take_bars_no_other(way: Way) -> None:
    document = only(file_of(CAME, own=(HANDED,), ways={2: way}))
    (one,) = document.deliveries
    assert (one.taken_here, one.begun, document.open) == (False, False, None)
    assert one.steps[0].mark in ("held", "refused")


@pytest.mark.parametrize("mark", ["held", "refused"])
def test_a_dispatch_that_the_centre_did_not_take_is_not_under_way(mark: str) -> None:
    way = Way(mark=mark, code="consent_missing")  # type: ignore[arg-type]
    sent = Dispatched(delivery=NAME, document=REF, kind="decision", channel="inbox_personal", why="wish", clerk="c")
    again = replace(sent, delivery="0b" * 16, channel="post")
    assert only(file_of(CAME, own=(sent,), ways={2: way})).open is None
    under_way = only(file_of(CAME, own=(again, sent), ways={2: Way(mark="waiting"), 3: way})).open
    assert under_way is not None
    assert under_way.channel == "post"


def test_a_step_that_was_not_taken_leaves_the_delivery_under_way_that_the_centre_has() -> None:
    document = only(file_of(CAME, moved("dispatched"), own=(HANDED,), ways={2: Way(mark="refused", code="x")}))
    assert document.open is not None
    assert (document.open.state, document.open.taken_here) == ("dispatched", False)


class Made:
    """An act that this desk made."""

    def to_deliver(self) -> tuple[EnclosureRef, str, str]:
        return REF, "decision", "М. Примерић"


DATED, PROVEN = replace(REF, sha256="b" * 64), replace(REF, sha256="c" * 64)
UPGRADES = (
    ActUpgraded(of=REF.sha256, paper=DATED, level="B-T"),
    ActUpgraded(of=DATED.sha256, paper=PROVEN, level="B-LT"),
)
SENT = Dispatched(delivery=NAME, document=REF, kind="decision", channel="post", why="wish", clerk="c")


def test_an_act_is_delivered_as_its_signature_was_last_made_better() -> None:
    document = only(file_of(own=(Made(), *UPGRADES)))
    assert (document.ref, document.kind, document.signed) == (PROVEN, "decision", "М. Примерић")
    assert all(document.is_of(paper.sha256) for paper in (REF, DATED, PROVEN))
    later = only(file_of(own=(Made(), *UPGRADES, replace(SENT, document=PROVEN))))
    assert (later.ref, [one.state for one in later.deliveries]) == (PROVEN, ["dispatched"])


@pytest.mark.parametrize("began", [SENT, HANDED])
def test_what_was_sent_or_handed_over_stays_what_the_citizen_got(began: object) -> None:
    document = only(file_of(own=(Made(), began, *UPGRADES)))
    assert (document.ref, len(document.deliveries)) == (REF, 1)
    dated = replace(SENT, document=DATED)
    assert only(file_of(own=(Made(), UPGRADES[0], dated, UPGRADES[1]))).ref == DATED


def test_a_dispatch_that_was_not_taken_keeps_no_act_as_it_was() -> None:
    document = only(file_of(own=(Made(), SENT, *UPGRADES), ways={3: Way(mark="refused", code="x")}))
    assert (document.ref, document.open) == (PROVEN, None)
    assert [one.steps[0].mark for one in document.deliveries] == ["refused"]


ACT = replace(CAME, desk="B9")
BETTER = replace(CAME, id="0d" * 16, sha256="b" * 64, desk="B9", kind="", by="", replaces=ACT.sha256)
BEST = replace(BETTER, id="0e" * 16, sha256="c" * 64, replaces=BETTER.sha256)


def test_an_act_of_another_desk_is_delivered_as_its_signature_was_last_told() -> None:
    document = only(file_of(ACT, BEST, BETTER))
    assert (document.ref.sha256, document.kind, document.by) == ("c" * 64, "decision", "Одељење")
    assert all(document.is_of(sign * 64) for sign in "abc")
    later = replace(moved("dispatched"), sha256="b" * 64)
    assert only(file_of(ACT, BEST, BETTER, later)).ref.sha256 == "b" * 64


def test_nobody_replaces_the_document_of_another_nor_one_that_is_not_there() -> None:
    assert only(file_of(ACT, replace(BETTER, desk="C1"))).ref.sha256 == "a" * 64
    assert only(file_of(CAME, BETTER)).ref.sha256 == "a" * 64
    assert delivery.documents(file_of(BETTER), DESK) == ()
    assert only(file_of(ACT, replace(BETTER, sha256="a" * 64), BETTER, replace(BEST, sha256="a" * 64))).is_of("b" * 64)


def test_the_own_act_is_one_document_whether_its_upgrade_was_recorded_or_told_back() -> None:
    told = (replace(ACT, desk=DESK), replace(BETTER, desk=DESK))
    for file in (file_of(*told, own=(Made(), UPGRADES[0])), file_of(*told)):
        document = only(file)
        assert (document.ref.sha256, document.before) == ("b" * 64, ("a" * 64,))
