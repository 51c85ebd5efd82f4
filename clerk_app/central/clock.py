"""The centre's clock: microseconds since the epoch, UTC."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], int]
SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> int:
    """The machine's clock."""
    return time.time_ns() // 1000


def moment(at: int) -> datetime:
    """``at`` as strangers read it."""
    return _EPOCH + timedelta(microseconds=at)


def past(told: datetime, now: int) -> int:
    """What somebody said of a time, within what can be: after the epoch, and nothing happened after it was told."""
    return min(max((told - _EPOCH) // timedelta(microseconds=1), 0), now)
