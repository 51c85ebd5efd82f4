"""The centre's clock: microseconds since the epoch, UTC; the machine's, or one that follows a script."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from clerk_app.domain.errors import Invalid

Now = Callable[[], int]
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
HOME = ZoneInfo("Europe/Belgrade")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(2799, 12, 31, tzinfo=UTC)  # personal numbers tell years apart up to here


def now() -> int:
    """The machine's clock."""
    return time.time_ns() // 1000


def running() -> int:
    """The machine's clock that nobody can set."""
    return time.monotonic_ns() // 1000


class ScriptedClock:
    """Begins at a moment, goes on by itself, and is moved forward, never back; asked from any thread."""

    def __init__(self, start: int, machine: Now = running) -> None:
        self._machine = machine
        self._ahead = start - machine()
        self._guard = threading.Lock()

    def __call__(self) -> int:
        """The moment that it is."""
        return self._machine() + self._ahead

    def move_to(self, at: int) -> int:
        """Go to a moment that has not come yet; returns it. Raises ``Invalid`` (``clock_back``, ``moment_wrong``)."""
        if at > micros(_LATEST):
            raise Invalid("moment_wrong", field="clock")
        with self._guard:
            present = self()
            if at < present:
                raise Invalid("clock_back", field="clock")
            self._ahead += at - present
        return at

    def no_earlier(self, at: int) -> None:
        """Begin later where something has happened later already."""
        with self._guard:
            self._ahead += max(0, at - self())


def moment(text: str) -> int:
    """A moment as it is written (ISO 8601), in local time unless it names its offset; ``Invalid('moment_wrong')``."""
    try:
        read = datetime.fromisoformat(text)
        return micros(read if read.tzinfo else read.replace(tzinfo=HOME))
    except (ValueError, OverflowError) as error:
        raise Invalid("moment_wrong", field="clock") from error


def local(at: int) -> datetime:
    """A moment as the clocks of the country show it."""
    return (_EPOCH + timedelta(microseconds=at)).astimezone(HOME)


def micros(moment_: datetime) -> int:
    """A moment in the unit of the wire."""
    return (moment_ - _EPOCH) // timedelta(microseconds=1)


def utc(at: int) -> datetime:
    """``at`` as strangers read it."""
    return _EPOCH + timedelta(microseconds=at)


def past(told: datetime, now: int) -> int:
    """What somebody said of a time, within what can be: after the epoch, and nothing happened after it was told."""
    return min(max((told - _EPOCH) // timedelta(microseconds=1), 0), now)
