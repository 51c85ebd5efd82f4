"""Works that begin at the same moment, each in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_PATIENCE = 60.0


def at_once[T](*works: Callable[[], T]) -> list[T]:
    """What each of them returned, in their order; raises what the first of them raised."""
    gate = threading.Barrier(len(works))

    def begin(work: Callable[[], T]) -> T:
        gate.wait(_PATIENCE)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [begun.result(_PATIENCE) for begun in [pool.submit(begin, work) for work in works]]
