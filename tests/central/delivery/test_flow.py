"""How deliveries go on of themselves: what follows a step, the next way, the case that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from clerk_app.domain.case_bodies import CaseMoved
from clerk_app.domain.delivery_bodies import Noted
from clerk_app.domain.delivery_states import STATES, may_follow
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


def _at_the_counter(at: At, name: str, *, taken: bool, signed: str = "") -> None:
    at.put(signed=signed)
    assert at.dispatch("counter", name=name) == []
    assert at.hand(name=name, taken=taken) == []


def _to_the_inbox(at: At, name: str, what: str) -> None:
    at.centre.central.parts.inbox.set_open(PERSON, is_open=True, bounces=what == "bounces")
    at.consents()
    at.put()
    assert at.dispatch("inbox_personal", name=name) == []
    if what == "opened":
        at.happens("opened")
    elif what == "silence":
        at.days_pass(16)


def _by_post(at: At, name: str, *noted: str) -> None:
    at.put()
    assert at.dispatch("post", name=name) == []
    for state in noted:
        body = Noted(delivery=name, state=state, on=TODAY, clerk="mprimeric")  # type: ignore[arg-type] # one of those
        assert at.send("delivery.noted", body) == []
    if noted[-1] == "returned":
        at.days_pass(16)


WAYS: tuple[Callable[[At, str], None], ...] = (
    lambda at, name: _at_the_counter(at, name, taken=True),
    lambda at, name: _at_the_counter(at, name, taken=False, signed="Огњен Моделић"),
    lambda at, name: _to_the_inbox(at, name, "opened"),
    lambda at, name: _to_the_inbox(at, name, "bounces"),
    lambda at, name: _by_post(at, name, "notice_left", "collected"),
    lambda at, name: _by_post(at, name, "returned"),
    lambda at, name: _to_the_inbox(at, name, "silence"),
)


def test_in_every_state_some_delivery_has_stood_and_each_got_there_by_a_step_that_is_possible(centre: Running) -> None:
    taken: set[tuple[str, str]] = set()
    for number, goes in enumerate(WAYS):
        with at_a_decided_case(centre) as at:
            goes(at, f"{number:032x}")
            taken |= at.taken()
    assert {state for pair in taken for state in pair} == set(STATES)
    assert [pair for pair in taken if not may_follow(*pair)] == []
