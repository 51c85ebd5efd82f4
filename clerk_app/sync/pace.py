"""How fast and how far the line was, stretch by stretch, in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable

from clerk_app.ports.line_record import Pace

STRETCH = 5 * 60 * 1_000_000
"""Microseconds of one."""
MOST = 7 * 24 * 12


class PaceLog:
    """Safe from any thread; ``now`` in microseconds UTC. Only what was measured is kept."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._paces: OrderedDict[int, Pace] = OrderedDict()
        self._rate = 0
        self._new: set[int] = set()

    def recover(self, kept: Iterable[Pace]) -> None:
        """Go on from what is on disk."""
        with self._lock:
            self._paces.update((pace.begins, pace) for pace in kept)

    def unsaved(self) -> list[Pace]:
        """What is new or otherwise since the last call."""
        with self._lock:
            new = [self._paces[begins] for begins in sorted(self._new)]
            self._new = set()
        return new

    def since(self, moment: int) -> tuple[Pace, ...]:
        """Stretches that touch the time since a moment, oldest first."""
        with self._lock:
            return tuple(pace for pace in self._paces.values() if pace.begins > moment - STRETCH)

    def measured(self, rate: int) -> None:
        """The line moves so many bytes a second; the same again was not measured anew."""
        if rate and rate != self._rate:
            self._keep(rate=rate)
        self._rate = rate

    def delayed(self, milliseconds: int) -> None:
        """A question takes so long."""
        if milliseconds:
            self._keep(delay=milliseconds)

    def _keep(self, rate: int = 0, delay: int = 0) -> None:
        begins = self._now() // STRETCH * STRETCH
        with self._lock:
            before = self._paces.get(begins, Pace(begins, 0, 0))
            self._paces[begins] = Pace(begins, rate or before.rate, delay or before.delay)
            self._new.add(begins)
            while len(self._paces) > MOST:
                forgotten, _pace = self._paces.popitem(last=False)
                self._new.discard(forgotten)
