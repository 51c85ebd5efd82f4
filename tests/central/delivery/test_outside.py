"""What recipients do and what silence does to deliveries, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from clerk_app.central.clock import DAY
from clerk_app.central.delivery.tables import DELIVERY
from clerk_app.domain.bodies import RequestAnnulled
from clerk_app.domain.delivery_bodies import Noted
from tests.central.at_delivery import NAME, TODAY, At, at_a_decided_case, in_the_inbox
from tests.central.conftest import Running


@pytest.fixture
def at(centre: Running) -> Iterator[At]:
    with at_a_decided_case(centre) as opened:
        yield opened


def test_opened_in_the_inbox(at: At) -> None:
    in_the_inbox(at)
    assert at.states[-1] == "otpremljen"
    assert at.legal_date == ""
    at.centre.clock.at += 2 * DAY
    at.happens("opened")
    assert at.steps() == [("inbox_personal", ["dispatched", "available", "opened", "delivered"])]
    assert (at.legal_date, at.states[-1]) == ("2026-09-23", "dostavljen")


def test_refused_in_the_inbox(at: At) -> None:
    in_the_inbox(at)
    at.happens("refused")
    assert at.steps()[0][1][-2:] == ["refused", "delivered"]


def test_never_opened_is_presumed_when_the_days_are_over(at: At) -> None:
    in_the_inbox(at)
    at.days_pass(15)
    assert at.legal_date == ""
    at.days_pass(1)
    assert at.steps() == [("inbox_personal", ["dispatched", "available", "expired_deemed", "delivered"])]
    assert at.legal_date == "2026-10-06"
    at.days_pass(40)
    assert len(at.heard) == 2


def test_returned_by_the_post_is_posted_and_presumed(at: At) -> None:
    at.put()
    at.dispatch("post")
    body = Noted(delivery=NAME, state="returned", on=TODAY, number="RE123", text="непознат", clerk="mprimeric")
    assert at.send("delivery.noted", body) == []
    assert at.steps() == [
        ("post", ["dispatched", "returned"]),
        ("notice_board", ["dispatched", "public_notice_posted"]),
    ]
    at.days_pass(16)
    assert at.steps()[-1][1] == ["dispatched", "public_notice_posted", "deemed_public", "delivered"]
    assert (at.legal_date, at.states[-1]) == ("2026-10-06", "dostavljen")


def test_a_notice_was_left_and_the_letter_collected(at: At) -> None:
    at.put()
    at.dispatch("post")
    at.happens("notice_left", "notice")
    at.centre.clock.at += DAY
    at.happens("collected", "slip")
    assert (at.steps()[0][1], at.legal_date) == (["dispatched", "notice_left", "collected", "delivered"], "2026-09-22")


LAST_DAY, AFTER = "2026-10-06", "2026-10-07"


def presumed(at: At) -> None:
    at.put()
    at.dispatch("post")
    assert at.send("delivery.noted", Noted(delivery=NAME, state="notice_left", on=TODAY, clerk="mprimeric")) == []
    at.days_pass(17)
    at.caller.sign_in(at.desk)
    assert (at.legal_date, at.states[-1]) == (LAST_DAY, "dostavljen")


@pytest.mark.parametrize("state", ["collected", "refused"])
def test_a_slip_that_comes_late_beats_a_presumption(at: At, state: str) -> None:
    presumed(at)
    late = Noted(delivery=NAME, state=state, on="2026-09-25", clerk="mprimeric")  # type: ignore[arg-type] # one of two
    assert at.send("delivery.noted", late) == []
    assert [step.state for step in at.heard[-1].steps] == [state, "delivered"]
    assert (at.heard[-1].legal_date, at.heard[-1].withdrawn) == ("2026-09-25", LAST_DAY)
    assert at.heard[-1].appeal_until == "2026-10-12"
    assert [one.code for one in at.send("delivery.noted", late)] == ["delivery_step_impossible"]


def test_a_letter_that_came_back_before_silence_counted_is_not_delivered(at: At) -> None:
    presumed(at)
    late = Noted(delivery=NAME, state="returned", on="2026-09-30", clerk="mprimeric")
    assert at.send("delivery.noted", late) == []
    back = next(moved for moved in at.heard if moved.steps[-1].state == "returned")
    assert (back.legal_date, back.withdrawn) == ("", LAST_DAY)
    assert back.history()[0] == "delivery_withdrawn"
    assert at.steps()[-1] == ("notice_board", ["dispatched", "public_notice_posted"])
    assert at.states[-1] == "otpremljen"
    at.days_pass(16)
    assert (at.heard[-1].legal_date, at.states[-1]) == ("2026-10-23", "dostavljen")


@pytest.mark.parametrize(("state", "on"), [("collected", AFTER), ("opened", TODAY)])
def test_what_happened_after_silence_counted_changes_nothing(at: At, state: str, on: str) -> None:
    presumed(at)
    late = Noted(delivery=NAME, state=state, on=on, clerk="mprimeric")  # type: ignore[arg-type] # one of two
    code = "only_inbox_says" if state == "opened" else "delivery_step_impossible"
    assert [one.code for one in at.send("delivery.noted", late)] == [code]
    assert not [moved for moved in at.heard if moved.withdrawn]


@pytest.mark.parametrize("channel", ["counter", "post"])
def test_an_annulled_case_is_delivered_no_more(at: At, channel: str) -> None:
    at.put()
    at.dispatch(channel)
    if channel == "post":
        at.send("delivery.noted", Noted(delivery=NAME, state="notice_left", on=TODAY, clerk="mprimeric"))
    before = at.steps()
    assert at.send("request.annulled", RequestAnnulled(reason="грешка", clerk="mprimeric")) == []
    at.days_pass(40)
    assert at.steps() == before
    with at.centre.central.parts.database.read() as connection:
        assert connection.execute(select(DELIVERY.c.due)).scalars().all() == [None]
