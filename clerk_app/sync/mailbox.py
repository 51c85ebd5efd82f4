"""The one place where the sync thread waits: events from its legs, from the program, and deadlines."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import Protocol

MOST_ANSWERS = 64  # that may lie unread before the line is left to wait


class Pulse(Protocol):
    """A monotonic clock and the waiting that goes with it; tests give one that they move themselves."""

    def now(self) -> float:
        """Seconds."""

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Wait on a condition that is held, for at most so long."""


class RealPulse:
    """The machine's own."""

    def now(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Wait for real."""
        condition.wait(seconds)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer came, still sealed."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class Ended:
    """A leg has finished its work: well, or with what it met."""

    leg: str
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Nudged:
    """There is something to send, or the network has changed."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The program ends."""


type Event = Answered | Ended | Nudged | Stopped


class Mailbox:
    """Events in order, with deadlines; nudges that nobody has read yet count once."""

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self._condition = threading.Condition()
        self._events: deque[Event] = deque()
        self._stopped = False

    @property
    def stopped(self) -> bool:
        """Whether ``Stopped`` was posted; it stays so."""
        return self._stopped

    def post(self, event: Event) -> None:
        """Leave an event; never waits."""
        with self._condition:
            if isinstance(event, Stopped):
                self._stopped = True
            if not (isinstance(event, Nudged) and event in self._events):
                self._events.append(event)
            self._condition.notify_all()

    def hand_over(self, event: Answered, patience: float) -> bool:
        """Leave an answer once there is room; tells whether there was within ``patience`` seconds."""
        end = self._pulse.now() + patience
        with self._condition:
            while len(self._events) >= MOST_ANSWERS and not self._stopped:
                left = end - self._pulse.now()
                if left <= 0:
                    return False
                self._pulse.wait(self._condition, left)
            self._events.append(event)
            self._condition.notify_all()
        return True

    def take(self, until: float) -> Event | None:
        """The next event, or nothing when the moment ``until`` comes first."""
        with self._condition:
            while not self._events:
                left = until - self._pulse.now()
                if left <= 0:
                    return None
                self._pulse.wait(self._condition, left)
            event = self._events.popleft()
            self._condition.notify_all()
            return event
