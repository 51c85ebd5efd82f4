"""How long one body may be on this network: where something takes no longer ones, enclosures go up in parts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

BODY_LIMIT = "line_body_limit"
SMALLEST = 8 * 1024  # bytes of a parcel: what takes no such body lets no exchange through either
FIRST_WHILE = 900.0  # seconds until a longer body is tried again; twice as long after each time that it was refused
LONGEST_WHILE = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class _Finding:
    """Bytes that go through, when more are tried, and after how long without."""

    most: int
    until: float
    lasts: float


class BodySizes:
    """Remembers per network which length of a body was not refused; ``network`` names the one that is used now."""

    def __init__(self, network: Callable[[], str] = lambda: "", now: Callable[[], float] = time.monotonic) -> None:
        self._network = network
        self._now = now
        self._found: dict[str, _Finding] = {}

    def most(self, left: int) -> int:
        """How many of the bytes that are left to send in one body; now and then more than were taken before."""
        found = self._found.get(self._network())
        if found is None:
            return left
        return min(left, found.most if self._now() < found.until else found.most * 2)

    def took(self, sent: int) -> None:
        """A body so long went through; if it is longer than any before, a longer one may too."""
        network = self._network()
        found = self._found.get(network)
        if found is not None and sent > found.most:
            self._found[network] = _Finding(sent, self._now() + FIRST_WHILE, FIRST_WHILE)

    def refused(self, sent: int) -> bool:
        """A body so long was refused; tells whether a shorter one is worth trying."""
        if sent <= SMALLEST:
            return False
        network = self._network()
        before = self._found.get(network)
        lasts = FIRST_WHILE
        if before is not None and sent > before.most:
            lasts = min(LONGEST_WHILE, before.lasts * 2)
        self._found[network] = _Finding(max(SMALLEST, sent // 2), self._now() + lasts, lasts)
        return True
