"""Scripts: steps that act, then wait for what must follow; the event loop of Qt runs between them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from clerk_app.demo.front import Front
from clerk_app.domain.errors import CounterError


@dataclass(frozen=True, slots=True)
class Until:
    """Wait until ``holds``, at most ``seconds``; ``words`` say what is being waited for."""

    words: str
    holds: Callable[[], bool]
    seconds: float = 20.0


class Stuck(RuntimeError):
    """What had to follow did not."""


class Player(QObject):
    """Plays a script; ``ended`` gives the error that stopped it, or nothing.

    With a ``front`` no step is played before keys have a window to go to, and what did not follow is told with what
    stood on the screen.
    """

    ended = Signal(object)

    def __init__(self, script: Iterator[Until], parent: QObject | None = None, front: Front | None = None) -> None:
        super().__init__(parent)
        self._script = script
        self._front = front
        self._waiting: Until | None = None
        self._deadline = 0.0
        self._timer = QTimer(self, interval=10)
        self._timer.timeout.connect(self._on_tick)

    def play(self) -> None:
        """Begin with the next turn of the event loop."""
        self._timer.start()

    def _on_tick(self) -> None:
        try:
            self._go_on()
        except StopIteration:
            self._end(None)
        except (RuntimeError, AssertionError, LookupError, CounterError) as error:
            self._end(error)

    def _go_on(self) -> None:
        """The next step, once what is waited for is there."""
        if self._waiting is not None and not (self._waiting.holds() and self._has_keys()):
            if time.monotonic() > self._deadline:
                raise Stuck(self._words(self._waiting))
            return
        self._waiting = next(self._script)
        self._deadline = time.monotonic() + self._waiting.seconds

    def _has_keys(self) -> bool:
        return self._front is None or self._front.has_keys()

    def _words(self, waited: Until) -> str:
        return waited.words if self._front is None else f"{waited.words} ({self._front.sight()})"

    def _end(self, error: Exception | None) -> None:
        self._timer.stop()
        self._script = iter(())
        self.ended.emit(error)
