"""The centre's clock: microseconds since the epoch, UTC."""

from __future__ import annotations

import time
from collections.abc import Callable

Now = Callable[[], int]
SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR


def now() -> int:
    """The machine's clock."""
    return time.time_ns() // 1000
