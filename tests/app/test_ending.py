import os
import signal
import threading

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from clerk_app.app.ending import ended_by_signals
from clerk_app.app.signals import SIGNALS


class Loop:
    """A loop of Qt's that a program's exit would end."""

    def __init__(self) -> None:
        self.loop = QEventLoop()
        self.exits = 0

    def exit(self) -> None:
        self.exits += 1
        self.loop.exit()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_a_loop_that_has_nothing_to_do(qapp: QApplication, number: int) -> None:
    program, patience = Loop(), QTimer(singleShot=True, interval=20_000)
    patience.timeout.connect(program.loop.quit)
    patience.start()
    running = threading.Event()
    QTimer.singleShot(0, running.set)

    def send() -> None:
        running.wait(20)
        os.kill(os.getpid(), number)

    sender = threading.Thread(target=send)
    with ended_by_signals(program):  # type: ignore[arg-type] # whatever has an exit
        sender.start()
        program.loop.exec()
    sender.join()
    assert program.exits == 1


def test_a_signal_that_came_before_the_loop_ends_it_too(qapp: QApplication) -> None:
    program = Loop()
    with ended_by_signals(program):  # type: ignore[arg-type] # whatever has an exit
        signal.raise_signal(signal.SIGTERM)
        program.loop.exec()
    assert program.exits == 1


def test_afterwards_signals_are_heard_as_before(qapp: QApplication) -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with ended_by_signals(qapp):
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before
