"""When a document counts as delivered, and until when an appeal may be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clerk_app.central.clock import local, moment
from clerk_app.central.delivery import law as delivery_law
from clerk_app.domain.delivery_policy import ChannelRule, KindRule
from tests.support.delivery_world import DELIVERY_POLICY

AT = moment("2026-09-21T23:59")
INBOX = DELIVERY_POLICY.channel("inbox_personal")
BOARD = DELIVERY_POLICY.channel("notice_board")
DECISION = DELIVERY_POLICY.kind("decision")


@pytest.mark.parametrize(
    ("state", "from_", "day"),
    [
        ("opened", AT, "2026-09-23"),
        ("collected", AT, "2026-09-23"),
        ("refused", AT, "2026-09-23"),
        ("expired_deemed", AT, "2026-10-06"),
        ("deemed_public", moment("2026-09-21T00:01"), "2026-10-06"),
    ],
)
def test_what_somebody_did_counts_that_day_and_silence_after_so_many(state: str, from_: int, day: str) -> None:
    assert INBOX is not None
    at = moment("2026-09-23T08:00")
    assert delivery_law.legal_date(INBOX, state, at, from_) == date.fromisoformat(day)


def test_silence_has_its_effect_once_the_last_day_is_over() -> None:
    assert INBOX is not None
    until = delivery_law.waits_until(INBOX, "available", AT)
    assert until is not None
    assert local(until).isoformat() == "2026-10-07T00:00:00+02:00"
    assert delivery_law.waits_until(INBOX, "opened", AT) is None
    assert delivery_law.waits_until(replace(INBOX, effect="at_once"), "available", AT) is None
    assert delivery_law.waits_until(replace(INBOX, days=0), "available", AT) is None


def test_a_term_ends_on_a_day_that_is_worked() -> None:
    assert delivery_law.appeal_until(DECISION, date(2026, 9, 21)) == "2026-10-06"
    assert delivery_law.appeal_until(DECISION, date(2026, 9, 25)) == "2026-10-12"  # the 10th is a Saturday
    assert delivery_law.appeal_until(DELIVERY_POLICY.kind("certificate"), date(2026, 9, 21)) == ""
    assert delivery_law.appeal_until(None, date(2026, 9, 21)) == ""


def test_a_notice_is_presumed_known_and_all_else_expired() -> None:
    assert delivery_law.presumed("public_notice_posted") == "deemed_public"
    assert delivery_law.presumed("available") == delivery_law.presumed("notice_left") == "expired_deemed"


def test_days_are_whatever_policy_says() -> None:
    rule = ChannelRule(code="post", days=8, effect="deemed")
    kind = KindRule(code="x", label=DECISION.label if DECISION else None, personal=True, outcome=True, appeal_days=8)  # type: ignore[arg-type]
    day = delivery_law.legal_date(rule, "expired_deemed", AT, AT)
    assert (day, delivery_law.appeal_until(kind, day)) == (date(2026, 9, 29), "2026-10-07")
