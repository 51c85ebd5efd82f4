"""How crowded it is before the commits: whoever would wait too long is better told so than kept waiting.

What is large never has the last place: a clerk's one entry does not stand behind what other desks have gathered.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from clerk_app.domain.errors import Unavailable

SMALL = 8 * 1024
"""Bytes up to which parcels are small: what a desk sends at once over a line that nobody measured."""
BUSY = 1.0
"""Seconds of waiting beyond which nobody new is let in."""
LEAST, MOST = 2, 60
"""Seconds that somebody is asked to wait."""
_WEIGHT = 0.2  # of the newest turn in what a turn takes


class Crowd:
    """Lets ``at_once`` take their turn, and knows how long the next one would wait; of one event loop."""

    def __init__(self, at_once: int, now: Callable[[], float] = time.monotonic) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._large = asyncio.Semaphore(max(1, at_once - 1))
        self._at_once = at_once
        self._now = now
        self._waiting = 0
        self._began: dict[int, float] = {}
        self._turns = 0
        self._takes = 0.0

    @asynccontextmanager
    async def turn(self, size: int = 0) -> AsyncIterator[None]:
        """Wait for a place, and have it; ``size`` in bytes is what there is to do."""
        async with AsyncExitStack() as places:
            self._waiting += 1
            try:
                if size > SMALL:
                    await places.enter_async_context(self._large)
                await places.enter_async_context(self._places)
            finally:
                self._waiting -= 1
            self._turns += 1
            mine, began = self._turns, self._now()
            self._began[mine] = began
            try:
                yield
            finally:
                del self._began[mine]
                self._takes += _WEIGHT * (self._now() - began - self._takes)

    def wait(self) -> float:
        """Seconds that somebody who comes now would wait: at least as long as those who have a place already do."""
        lasting = max((self._now() - began for began in self._began.values()), default=0.0)
        return self._waiting / self._at_once * max(self._takes, lasting)

    def check(self) -> None:
        """Raise ``Unavailable('centre_busy')`` with the ``seconds`` to come back in, when it is too crowded."""
        wait = self.wait()
        if wait > BUSY:
            raise Unavailable("centre_busy", seconds=round(min(MOST, max(LEAST, wait))))
