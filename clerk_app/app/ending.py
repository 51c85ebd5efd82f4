"""Ending Qt's loop by a signal, in order."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer

from clerk_app.app.signals import heard_by


@contextmanager
def ended_by_signals(application: QCoreApplication) -> Iterator[None]:
    """Around Qt's loop: a signal ends it, even one that came a moment before it began.

    Python hears of a signal between two steps of its own, and while Qt has nothing to tell there are none: the wake-up
    socket makes one.
    """
    reading, writing = socket.socketpair()
    for end in (reading, writing):
        end.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: _drain(reading))
    before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    try:
        with heard_by(lambda _number, _frame: QTimer.singleShot(0, application.exit)):
            yield
    finally:
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        reading.close()
        writing.close()


def _drain(reading: socket.socket) -> None:
    with contextlib.suppress(BlockingIOError):
        reading.recv(64)
