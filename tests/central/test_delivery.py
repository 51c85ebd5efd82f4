"""What recipients do and what silence does to deliveries, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clerk_app.central.clock import DAY
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
