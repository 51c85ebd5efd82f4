"""What a desk records of deliveries at the centre, and what it cannot have recorded, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clerk_app.domain.delivery_bodies import Noted
from tests.central.at_delivery import NAME, OTHER, PERSON, TODAY, At, at_a_decided_case
from tests.central.conftest import Running


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


def test_handed_over_after_a_presumption_has_a_day_of_its_own(at: At) -> None:
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
        (Noted(delivery=NAME, state="public_notice_posted", on=TODAY, clerk="x"), "delivery_step_impossible"),
    ],
)
def test_what_cannot_have_happened_is_refused(at: At, body: Noted, code: str) -> None:
    at.put()
    at.dispatch("counter")
    assert [one.code for one in at.send("delivery.noted", body)] == [code]


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
