"""Calling what may never come back, and waiting only so long."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from clerk_app.lanes import Lane, at_once


def call_within[T](seconds: float, work: Callable[[], T], *, name: str) -> T:
    """What ``work`` returns or raises, done on a lane of its own; raises ``TimeoutError`` when it takes too long.

    A call that does not come back keeps its lane, which does not keep the program from ending.
    """
    outcome: Future[T] = Future()
    lane = Lane(name, at_once)
    lane.submit(work, outcome.set_result, outcome.set_exception)
    lane.close(timeout=0)
    return outcome.result(timeout=seconds)
