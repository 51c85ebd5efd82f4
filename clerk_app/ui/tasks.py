"""The one bridge over which results reach Qt: a lane emits, the main thread's slot runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from clerk_app.lanes import Progress, Runs, Ticket


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


def begin_long[T](
    lane: Runs,
    work: Callable[[Progress], T],
    owner: QObject,
    *,
    shown: Progress,
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
) -> Ticket:
    """Begin work that tells how far it is, once for each percent, and that its ticket stops between two steps.

    When ``owner`` has gone nothing more is told.
    """
    ticket = Ticket()
    told = -1

    def tell(part: int, whole: int) -> None:
        nonlocal told
        ticket.check()
        share = part * 100 // whole if whole else 0
        if share != told:
            told = share
            lane.tell(lambda: None if ticket.cancelled or not isValid(owner) else shown(part, whole))

    return lane.submit(lambda: work(tell), while_alive(owner, done), while_alive(owner, failed), ticket=ticket)
