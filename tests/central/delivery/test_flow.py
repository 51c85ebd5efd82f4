"""How deliveries go on of themselves: what follows a step, the next way, the case that follows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clerk_app.domain.case_bodies import CaseMoved
from tests.central.at_delivery import NAME, OTHER, PERSON, TODAY, At, at_a_decided_case, in_the_inbox
from tests.central.conftest import Running


@pytest.fixture
def at(centre: Running) -> Iterator[At]:
    with at_a_decided_case(centre) as opened:
        yield opened


def test_a_notification_needs_no_word(at: At) -> None:
    at.centre.central.parts.inbox.set_open(PERSON, is_open=True)
    at.consents()
    at.put(kind="certificate")
    assert at.dispatch("inbox_notification", kind="certificate") == []
    assert at.steps() == [("inbox_notification", ["dispatched", "available", "delivered"])]
    assert (at.legal_date, at.heard[-1].appeal_until, at.states[-1]) == (TODAY, "", "dostavljen")


def test_bounced_goes_by_post(at: At) -> None:
    in_the_inbox(at, bounces=True)
    assert at.steps() == [("inbox_personal", ["dispatched", "failed"]), ("post", ["dispatched"])]
    assert (at.heard[0].steps[-1].evidence.kind, at.heard[1].replaces, at.heard[1].why) == (
        "bounced",
        NAME,
        "another_way",
    )
    assert at.states[-1] == "otpremljen"


def test_an_inbox_that_is_not_there_goes_by_post(at: At) -> None:
    at.consents()
    at.put()
    assert at.dispatch("inbox_personal") == []
    assert [channel for channel, _ in at.steps()] == ["inbox_personal", "post"]
    assert at.heard[0].steps[-1].evidence.kind == "no_inbox"


def test_handed_over_while_another_way_was_under_way_ends_that(at: At) -> None:
    at.put()
    at.dispatch("post")
    at.hand(name=OTHER)
    assert at.steps() == [
        ("post", ["dispatched", "failed"]),
        ("counter", ["dispatched", "available", "collected", "delivered"]),
    ]
    ended = next(moved for moved in at.heard if moved.steps[-1].state == "failed")
    assert ended.steps[-1].evidence.kind == "elsewhere"
    assert [one.code for one in at.dispatch("post", name="0c" * 16)] == ["already_delivered"]


def test_a_case_that_is_not_decided_keeps_its_state(at: At) -> None:
    at.send("case.moved", CaseMoved(base_version=9, state="u_radu", clerk="x"))
    at.put(state="")
    at.hand()
    assert "dostavljen" not in at.states
    assert at.legal_date == TODAY
