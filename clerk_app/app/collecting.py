"""Python's search for cycles, held to Qt's thread and to the top of its loop.

Left to itself it begins wherever an object is made: on a lane, where what it frees may be a timer or an action of
Qt's thread, or in the middle of an event, where it may free the object that Qt is about to return to.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK = 1_000  # ms


class Collecting(QObject):
    """Collects on the thread that starts it, once a second and only what is due, until it is stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(collect_what_is_due)
        self._before = False

    def start(self) -> None:
        """From now on nothing else begins a search."""
        self._before = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave Python as it was found."""
        self._timer.stop()
        if self._before:
            self._before = False
            gc.enable()


def collect_what_is_due() -> None:
    """One search through the oldest generation whose threshold is passed; none if no threshold is."""
    due = [
        age for age, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > limit
    ]
    if due:
        gc.collect(due[-1])
