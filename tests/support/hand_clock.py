"""Clocks of a desk in a test's hand: time passes when told to, and the wall clock may be set by anybody."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from clerk_app.domain.journal import Stamp

MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Belgrade")


def micros(moment: datetime) -> int:
    return round(moment.timestamp()) * 1_000_000


@dataclass
class HandClock:
    """The port ``Clock``."""

    wall: datetime = MORNING
    mono: int = 60_000
    boot: bytes = b"boot-one"
    offset: int | None = None

    def now(self) -> datetime:
        return self.wall

    def local(self) -> datetime:
        return self.wall.astimezone(ZONE)

    def stamp(self) -> Stamp:
        age = None if self.offset is None else 1
        return Stamp(at=micros(self.wall), boot=self.boot, mono=self.mono, offset=self.offset, offset_age=age)

    def learn(self, centre_now: int) -> None:
        self.offset = (centre_now - micros(self.wall)) // 1000

    def pass_time(self, **time: float) -> None:
        """Time goes by, on every clock."""
        gone = timedelta(**time)
        self.wall += gone
        self.mono += round(gone.total_seconds() * 1000)

    def set_wall(self, wall: datetime) -> None:
        """Somebody sets the wall clock; nothing else moves."""
        self.wall = wall

    def restart(self) -> None:
        """The machine starts again: its monotonic clock begins anew."""
        self.boot, self.mono, self.offset = self.boot[::-1], 5_000, None


@dataclass
class CountedEntropy:
    """The port ``Entropy``: bytes that no run repeats within itself, and every run repeats alike."""

    taken: int = 0

    def take(self, count: int) -> bytes:
        self.taken += 1
        return hashlib.shake_128(b"entropy %d" % self.taken).digest(count)
