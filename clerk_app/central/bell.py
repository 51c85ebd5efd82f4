"""Who waits for news: answer streams by desk, and the numberer; rung after each commit, from any thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Ring:
    """One stream's ear: ``wait`` returns at once if it rang since the last wait."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def set(self) -> None:
        """Ring, from any thread; a loop that has ended has nobody left who listens."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, seconds: float) -> bool:
        """Until it rings, or for so long; tells whether it rang."""
        try:
            await asyncio.wait_for(self._rung.wait(), seconds)
        except TimeoutError:
            return False
        self._rung.clear()
        return True


def office_of(code: str) -> str:
    """The name by which a whole office is rung for; no desk has one with this sign."""
    return f"@{code}"


class Bell:
    """Rings for desks, for whole offices, and for the numberer."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._rings: dict[str, set[Ring]] = {}
        self._work = threading.Event()
        self._ears: list[threading.Event] = []
        self._stop = threading.Event()

    @contextmanager
    def listening(self, desks: Iterable[str]) -> Iterator[Ring]:
        """A ring for news of these desks, for the time of the block."""
        ring, names = Ring(), tuple(desks)
        with self._guard:
            for desk in names:
                self._rings.setdefault(desk, set()).add(ring)
        try:
            yield ring
        finally:
            with self._guard:
                for desk in names:
                    self._rings[desk].discard(ring)

    def heard_by(self) -> frozenset[str]:
        """The desks and offices for which somebody listens."""
        with self._guard:
            return frozenset(name for name, rings in self._rings.items() if rings)

    def ring(self, desks: Iterable[str], *, work: bool = True) -> None:
        """There is news for these desks, and perhaps ``work`` for the numberer and the other workers."""
        if work:
            self._wake()  # first: who listens waits for what they do
        with self._guard:
            rings = {ring for desk in desks for ring in self._rings.get(desk, ())}
        for ring in rings:
            ring.set()

    def ear(self) -> threading.Event:
        """For another worker than the numberer: set at each ring, and cleared by whoever has it."""
        heard = threading.Event()
        self._ears.append(heard)
        return heard

    def wait_for_work(self, seconds: float) -> None:
        """Until there may be requests without a number, or for so long."""
        self._work.wait(seconds)
        self._work.clear()

    @property
    def stopped(self) -> bool:
        """Whether this is the end."""
        return self._stop.is_set()

    def wait_to_stop(self, seconds: float) -> None:
        """For so long, or until the end."""
        self._stop.wait(seconds)

    def stop(self) -> None:
        """Wake everyone for good."""
        self._stop.set()
        with self._guard:
            rings = {ring for waiting in self._rings.values() for ring in waiting}
        for ring in rings:
            ring.set()
        self._wake()

    def _wake(self) -> None:
        self._work.set()
        for heard in self._ears:
            heard.set()
