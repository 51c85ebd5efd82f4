"""Port: what was written at this desk between two moments."""

from __future__ import annotations

from typing import Protocol

from clerk_app.domain.requests import Happening


class DayBook(Protocol):
    """Reading the journal by time; never writes."""

    def between(self, since: int, until: int) -> tuple[Happening, ...]:
        """Entries made from ``since`` on and before ``until`` (microseconds UTC), in order, without the erased."""
