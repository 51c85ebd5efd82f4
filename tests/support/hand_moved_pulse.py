"""A monotonic clock that only a test moves, and a place where tests wait for what they expect."""

from __future__ import annotations

import threading
from collections.abc import Callable

PATIENCE = 20.0  # seconds until a test that waits for what never comes fails


class HandMovedPulse:
    """The port ``Pulse``: whoever waits is woken by what it waits for, or when the test moves time on."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._lock = threading.Lock()
        self._waiting: list[threading.Condition] = []

    def now(self) -> float:
        return self._now

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        if seconds <= 0:
            return
        with self._lock:
            self._waiting.append(condition)
        condition.wait(PATIENCE)
        with self._lock:
            self._waiting.remove(condition)

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds
            waiting = list(self._waiting)
        for condition in waiting:
            with condition:
                condition.notify_all()


class Watch:
    """Tests wait here; fakes and callbacks call ``note`` when something has happened."""

    def __init__(self) -> None:
        self._condition = threading.Condition()

    def note(self, *_: object) -> None:
        with self._condition:
            self._condition.notify_all()

    def soon(self, expected: Callable[[], bool], within: float = 0.2) -> bool:
        """Whether something happens before time is to be moved on again."""
        with self._condition:
            return self._condition.wait_for(expected, within)

    def until(self, expected: Callable[[], bool], patience: float = PATIENCE) -> None:
        with self._condition:
            assert self._condition.wait_for(expected, patience)
