"""The desk locks itself when nobody has touched it for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

_ACTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})
_MINUTE = 60_000


class IdleLock(QObject):
    """``ran_out`` comes ``minutes`` after the last key, click or turn of the wheel in this program."""

    ran_out = Signal()

    def __init__(self, window: QWidget, application: QApplication, minutes: int) -> None:
        super().__init__(window)
        self._timer = QTimer(self, singleShot=True, interval=minutes * _MINUTE)
        self._timer.timeout.connect(self.ran_out)
        self._application = application

    def start(self) -> None:
        """Somebody is at work: begin to count."""
        self._application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Nobody is at work."""
        self._application.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 (Qt's signature)
        """Count anew whenever the clerk does something."""
        if event.type() in _ACTS:
            self._timer.start()
        return False
