"""The one bridge over which results reach Qt: a lane emits, the main thread's slot runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid


class Bridge(QObject):
    """Runs outcomes on the thread that made it, which is Qt's. ``deliver`` is what lanes are given."""

    _outcome = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcome.connect(self._on_outcome, Qt.ConnectionType.QueuedConnection)

    def deliver(self, outcome: Callable[[], None]) -> None:
        """Run ``outcome`` on Qt's thread, soon; from any thread. Once the bridge is gone, nowhere."""
        if isValid(self):
            self._outcome.emit(outcome)

    @Slot(object)
    def _on_outcome(self, outcome: Callable[[], None]) -> None:
        outcome()


def while_alive[T](owner: QObject, callback: Callable[[T], None]) -> Callable[[T], None]:
    """``callback``, dropped when ``owner`` has gone by the time its turn comes."""

    def run(value: T) -> None:
        if isValid(owner):
            callback(value)

    return run
