"""Clocks that lie: a year ahead, a year behind, and one that has stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from clerk_app.domain.journal import Stamp
from clerk_app.settings.clock import SystemClock

YEAR = timedelta(days=366)


class LaterClock(SystemClock):
    """The machine's clocks with another wall clock, a year ahead."""

    off = YEAR

    def now(self) -> datetime:
        return super().now() + self.off

    def local(self) -> datetime:
        return super().local() + self.off

    def stamp(self) -> Stamp:
        stamp = super().stamp()
        moved = self.off // timedelta(microseconds=1)
        offset = None if stamp.offset is None else stamp.offset - moved // 1000
        return replace(stamp, at=stamp.at + moved, offset=offset)


class EarlierClock(LaterClock):
    """A year behind."""

    off = -YEAR


class StoppedClock(SystemClock):
    """The machine's clocks at one moment: however slow the machine is, no time goes by."""

    def __init__(self) -> None:
        super().__init__()
        self._stopped = super().stamp()

    def stamp(self) -> Stamp:
        return self._stopped
