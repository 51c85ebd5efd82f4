"""What a desk records of deliveries at the centre, and what it cannot have recorded, on each kind of database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from clerk_app.central.clock import DAY
from clerk_app.contract import canonical
from clerk_app.domain.delivery_bodies import Noted, Noting
from clerk_app.domain.delivery_told import DeliveryMoved
from tests.central.at_delivery import (
    NAME,
    OTHER,
    PDF,
    PERSON,
    TODAY,
    At,
    at_a_decided_case,
    handed,
    in_the_inbox,
    made,
    sent,
)
from tests.central.conftest import Running
from tests.support.lone_desk import Caller


@pytest.fixture
def at(centre: Running) -> Iterator[At]:
    with at_a_decided_case(centre) as opened:
        yield opened


def test_an_inbox_needs_consent(at: At) -> None:
    at.centre.central.parts.inbox.set_open(PERSON, is_open=True)
    at.put()
    assert [one.code for one in at.dispatch("inbox_personal")] == ["consent_missing"]
    at.consents()
    at.consents(given=False)
    assert [one.code for one in at.dispatch("inbox_personal", name=OTHER)] == ["consent_missing"]
    assert at.steps() == []


def test_a_term_begins_with_personal_delivery_alone(at: At) -> None:
    at.consents()
    at.put()
    assert [one.code for one in at.dispatch("inbox_notification")] == ["personal_required"]
    assert [one.code for one in at.dispatch("notice_board", name=OTHER)] == ["notice_is_last"]


@pytest.mark.parametrize("name", [NAME, OTHER])
def test_handed_over_after_a_presumption_has_a_day_of_its_own(at: At, name: str) -> None:
    in_the_inbox(at)
    at.days_pass(16)
    assert at.steps() == [("inbox_personal", ["dispatched", "available", "expired_deemed", "delivered"])]
    at.caller.sign_in(at.desk)
    assert at.hand(name=name) == []
    assert at.steps()[1:] == [("counter", ["dispatched", "available", "collected", "delivered"])]
    assert [moved.legal_date for moved in at.heard if moved.legal_date] == ["2026-10-06", "2026-10-07"]
    assert not any(moved.withdrawn for moved in at.heard), "silence had counted before anybody came"


def test_handed_over_twice_is_delivered_twice(at: At) -> None:
    at.put()
    at.dispatch("counter")
    assert at.hand() == []
    assert at.hand() == []
    assert [moved.legal_date for moved in at.heard if moved.legal_date] == [TODAY, TODAY]
    assert len(at.steps()) == 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (Noted(delivery=OTHER, state="returned", on=TODAY, clerk="x"), "delivery_unknown"),
        (Noted(delivery=NAME, state="public_notice_posted", on=TODAY, clerk="x"), "only_board_posts"),
        (Noted(delivery=NAME, state="opened", on=TODAY, clerk="x"), "only_inbox_says"),
    ],
)
def test_what_cannot_have_happened_is_refused(at: At, body: Noted, code: str) -> None:
    at.put()
    at.dispatch("counter")
    assert [one.code for one in at.send("delivery.noted", body)] == [code]


def test_nothing_is_noted_of_what_has_come_back(at: At) -> None:
    at.put()
    at.dispatch("post")
    returned = Noted(delivery=NAME, state="returned", on=TODAY, clerk="x")
    assert at.send("delivery.noted", returned) == []
    late = [one.code for one in at.send("delivery.noted", replace(returned, state="collected"))]
    assert late == ["delivery_step_impossible"]


def test_a_letter_under_way_is_posted_on_no_board(at: At) -> None:
    at.put()
    at.dispatch("post")
    posted = Noted(delivery=NAME, state="public_notice_posted", on=TODAY, clerk="x")
    assert [one.code for one in at.send("delivery.noted", posted)] == ["only_board_posts"]
    at.days_pass(40)
    assert (at.told_of(NAME), at.legal_date) == ([["dispatched"]], "")


@pytest.mark.parametrize("upload", [False, True])
def test_a_decision_is_sent_and_handed_over_as_no_other_kind(at: At, *, upload: bool) -> None:
    at.centre.central.parts.inbox.set_open(PERSON, is_open=True)
    at.consents()
    at.put()
    if upload:
        at.upload()
    assert [one.code for one in at.dispatch("inbox_notification", kind="certificate")] == ["document_kind_other"]
    other = replace(handed(), kind="certificate")
    assert [one.code for one in at.send("delivery.handed", other)] == ["document_kind_other"]
    assert at.steps() == []


def test_two_deliveries_of_one_document_do_not_go_side_by_side(at: At) -> None:
    at.put()
    at.dispatch("post")
    assert [one.code for one in at.dispatch("counter", name=OTHER)] == ["delivery_under_way"]
    assert [one.code for one in at.dispatch("post")] == ["malformed"]


def test_handed_over_counts_that_day_and_the_case_follows(at: At) -> None:
    at.put()
    assert at.hand() == []
    assert at.steps() == [("counter", ["dispatched", "available", "collected", "delivered"])]
    assert at.legal_date == TODAY
    assert at.heard[-1].appeal_until == "2026-10-06"
    assert at.states[-1] == "dostavljen"
    evidence = at.heard[-1].steps[2].evidence
    assert (evidence.kind, evidence.number) == ("signature", "id_card 4321")


def test_refused_at_the_counter_counts_as_delivered(at: At) -> None:
    at.put()
    at.hand(taken=False)
    assert at.steps() == [("counter", ["dispatched", "available", "refused", "delivered"])]
    assert (at.legal_date, at.states[-1]) == (TODAY, "dostavljen")


def test_a_hand_over_moves_no_delivery_of_another_case_or_document(at: At) -> None:
    at.put()
    at.dispatch("counter")
    first = at.about
    at.about = at.another()
    assert [one.code for one in at.hand()] == ["document_unknown"]
    assert at.told_of(NAME) == [["dispatched", "available"]]
    at.about = first
    other = replace(handed().document, sha256=at.put(state="", pdf=PDF + b" as well").sha256, title="Друго")
    assert at.send("delivery.handed", replace(handed(), document=other)) == []
    assert at.told_of(NAME) == [["dispatched", "available"]]
    assert [(moved.title, moved.steps[-1].state) for moved in at.heard if moved.delivery != NAME] == [
        ("Друго", "delivered"),
    ]


def test_a_name_that_is_taken_beforehand_stops_no_hand_over(at: At) -> None:
    at.put()
    at.dispatch("post")
    seq = len(at.desk.entries) + 3
    taken = [hashlib.sha256(f"{at.desk.code} {seq}{tail}".encode()).hexdigest()[:32] for tail in ("", " 0")]
    for name, sign in zip(taken, (b"c", b"d"), strict=True):
        another = replace(handed().document, sha256=at.put(state="", pdf=PDF + sign).sha256)
        assert at.send("delivery.dispatched", sent(name, another)) == []
    assert at.hand() == []
    assert len(at.desk.entries) == seq
    assert all(at.told_of(name) == [["dispatched"]] for name in taken)
    assert at.legal_date == TODAY


@pytest.mark.parametrize("clock", [0, -5 * DAY])
def test_a_clock_before_the_request_dates_nothing(at: At, clock: int) -> None:
    at.put()
    at.centre.clock.at += 4 * DAY
    at.desk.at = clock if clock == 0 else at.desk.at + clock
    at.hand()
    assert at.legal_date == TODAY
    assert min(step.at for moved in at.heard for step in moved.steps) >= at.centre.clock.at - 4 * DAY


def test_handed_over_while_the_line_was_down_counts_the_day_on_which_it_was(centre: Running) -> None:
    desk = centre.clerk("omodelic", "model-2026")
    with Caller(centre.url, desk.anchor) as caller:
        first = desk.receive()
        act = desk.write("act.made", made(), first.header.subject)
        desk.at += DAY
        handing = desk.write("delivery.handed", handed(), first.header.subject)
        centre.clock.at += 9 * DAY
        caller.send(desk, desk.cut(first, act, handing))
        told = [
            canonical.decode(one.body, DeliveryMoved) for one in caller.answer(desk).changes if one.kind == "delivery"
        ]
    assert [moved.legal_date for moved in told] == ["2026-09-22"]


@pytest.mark.parametrize("state", ["opened", "refused", "collected", "returned"])
def test_of_what_lies_in_an_inbox_no_desk_says_anything(at: At, state: Noting) -> None:
    in_the_inbox(at)
    slip = Noted(delivery=NAME, state=state, on=TODAY, clerk="x")
    assert [one.code for one in at.send("delivery.noted", slip)] == ["only_inbox_says"]
    assert (at.told_of(NAME), at.legal_date) == ([["dispatched", "available"]], "")


@pytest.mark.parametrize("digest", ["f" * 64, "a document", "", "A" * 64])
def test_a_document_that_is_not_of_the_case_is_neither_sent_nor_handed_over(at: At, digest: str) -> None:
    at.put()
    wrong = replace(handed().document, sha256=digest)
    code = "document_unknown" if digest == "f" * 64 else "malformed"
    assert [one.code for one in at.send("delivery.dispatched", sent(NAME, wrong))] == [code]
    assert [one.code for one in at.send("delivery.handed", replace(handed(), document=wrong))] == [code]
    assert at.steps() == []
