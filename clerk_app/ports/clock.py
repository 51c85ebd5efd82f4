"""Port: time and randomness."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from clerk_app.domain.journal import Stamp


class Clock(Protocol):
    """Every clock of this desk, and what it knows of the centre's."""

    def now(self) -> datetime:
        """The wall clock of this desk, aware, in UTC."""

    def local(self) -> datetime:
        """The same moment in the municipality's time zone."""

    def stamp(self) -> Stamp:
        """The moment by wall clock, boot and monotonic clock, with the known offset."""

    def learn(self, centre_now: int) -> None:
        """Take note of the centre's clock (microseconds UTC) as an answer gave it."""


class Entropy(Protocol):
    """Where random bytes come from; tests give their own."""

    def take(self, count: int) -> bytes:
        """``count`` unpredictable bytes."""
