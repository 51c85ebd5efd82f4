"""The clocks and the randomness of this machine."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clerk_app.domain.journal import Stamp

ZONE = "Europe/Belgrade"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """Wall clock, monotonic clock and boot of this machine, and what is known of the centre's clock."""

    def __init__(self, zone: str = ZONE) -> None:
        self._zone_name = zone
        self._zone: tzinfo | None = None
        self._boot = _boot()
        self._offset: int | None = None
        self._learned = 0

    def now(self) -> datetime:
        """The wall clock, aware, in UTC."""
        return datetime.now(UTC)

    def local(self) -> datetime:
        """The same moment in the municipality's time zone."""
        if self._zone is None:
            self._zone = _zone(self._zone_name)
        return datetime.now(self._zone)

    def stamp(self) -> Stamp:
        """The moment by every clock; the offset's age runs by the monotonic one."""
        from clerk_app.domain.journal import Stamp

        mono = time.monotonic_ns() // 1_000_000
        age = None if self._offset is None else (mono - self._learned) // 1000
        return Stamp(at=time.time_ns() // 1000, boot=self._boot, mono=mono, offset=self._offset, offset_age=age)

    def learn(self, centre_now: int) -> None:
        """Take note of the centre's clock (microseconds UTC)."""
        self._offset = (centre_now - time.time_ns() // 1000) // 1000
        self._learned = time.monotonic_ns() // 1_000_000


class SystemEntropy:
    """Randomness of the operating system."""

    def take(self, count: int) -> bytes:
        """``count`` unpredictable bytes."""
        return os.urandom(count)


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _boot() -> bytes:
    """Eight bytes that change with each start of the machine; of this process where the system has no such id."""
    try:
        return bytes.fromhex(_BOOT_ID.read_text().strip().replace("-", ""))[:8]
    except (OSError, ValueError):
        return os.urandom(8)
