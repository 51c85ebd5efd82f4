"""The machine's clock in the unit of the wire."""

from __future__ import annotations

from datetime import UTC, datetime

from clerk_app.central.clock import DAY, SECOND, moment, now, past


def test_it_is_microseconds_of_utc() -> None:
    before = datetime.now(UTC).timestamp()
    assert before - 1 <= now() / SECOND <= before + 60
    assert DAY == 24 * 3600 * SECOND


def test_what_strangers_say_of_a_time_is_within_what_can_be() -> None:
    at = 1_790_000_000_000_000
    assert past(moment(at), at + 1) == at
    assert past(datetime.max.replace(tzinfo=UTC), at) == at
    assert past(datetime.min.replace(tzinfo=UTC), at) == 0
    assert past(datetime.fromisoformat("2026-09-21T16:26:40+02:00"), at) == past(moment(at), at)
