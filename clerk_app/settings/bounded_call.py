"""Calling what may never come back, and waiting only so long."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread


def call_within[T](seconds: float, work: Callable[[], T], *, name: str) -> T:
    """What ``work`` returns or raises, run on a thread of its own; raises ``TimeoutError`` when it takes too long.

    A call that does not come back keeps its thread, which does not keep the program from ending.
    """
    outcome: Future[T] = Future()
    Thread(target=_deliver, args=(work, outcome), name=name, daemon=True).start()
    return outcome.result(timeout=seconds)


def _deliver[T](work: Callable[[], T], outcome: Future[T]) -> None:
    """Run on the other thread, and hand over whatever comes of it."""
    try:
        outcome.set_result(work())
    except Exception as error:  # noqa: BLE001  # delivery between threads: the caller gets it, whatever it is
        outcome.set_exception(error)
