"""The machine's clock in the unit of the wire."""

from __future__ import annotations

from datetime import UTC, datetime

from clerk_app.central.clock import DAY, SECOND, now


def test_it_is_microseconds_of_utc() -> None:
    before = datetime.now(UTC).timestamp()
    assert before - 1 <= now() / SECOND <= before + 60
    assert DAY == 24 * 3600 * SECOND
