"""The bridge: what a lane delivers runs on Qt's thread, in order, and never into a widget that has gone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.lanes import InlineLane, Lane, Progress, Ticket
from clerk_app.ui.tasks import Bridge, begin_long, while_alive


def test_outcomes_run_on_the_main_thread_in_order(qtbot: QtBot) -> None:
    bridge = Bridge()
    lane = Lane("work", bridge.deliver)
    heard: list[tuple[int, threading.Thread]] = []
    for number in range(50):
        lane.submit(partial(int, number), lambda value: heard.append((value, threading.current_thread())))
    qtbot.waitUntil(lambda: len(heard) == 50)
    assert lane.close()
    assert [value for value, _ in heard] == list(range(50))
    assert {thread for _, thread in heard} == {threading.main_thread()}


def test_bridge_that_has_gone_delivers_nothing(qapp: QApplication) -> None:
    bridge = Bridge()
    bridge.deleteLater()
    qapp.sendPostedEvents(bridge, QEvent.Type.DeferredDelete.value)
    heard: list[str] = []
    bridge.deliver(lambda: heard.append("ran"))
    qapp.processEvents()
    assert heard == []


def test_callback_of_a_gone_owner_is_dropped(qapp: QApplication) -> None:
    owner = QWidget()
    heard: list[int] = []
    callback = while_alive(owner, heard.append)
    callback(1)
    owner.deleteLater()
    qapp.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    callback(2)
    assert heard == [1]


class Shown:
    """What was told of some long work."""

    def __init__(self) -> None:
        self.parts: list[int] = []
        self.done: list[str] = []
        self.failed: list[Exception] = []

    def begin(self, owner: QWidget, work: Callable[[Progress], str]) -> Ticket:
        return begin_long(
            InlineLane(),
            work,
            owner,
            shown=lambda part, _whole: self.parts.append(part),
            done=self.done.append,
            failed=self.failed.append,
        )


def counting(told: Progress) -> str:
    for part in range(1000):
        told(part, 1000)
    return "whole"


def test_long_work_is_told_once_a_percent_and_then_its_result(qapp: QApplication) -> None:
    shown, owner = Shown(), QWidget()
    shown.begin(owner, counting)
    assert shown.parts == list(range(0, 1000, 10))
    assert (shown.done, shown.failed) == (["whole"], [])


def test_long_work_that_was_given_up_stops_between_two_steps(qtbot: QtBot) -> None:
    shown, owner, held = Shown(), QWidget(), threading.Event()
    bridge, begun = Bridge(), threading.Event()
    lane = Lane("long", bridge.deliver)

    def work(told: Progress) -> str:
        begun.set()
        assert held.wait(10)
        told(1, 2)
        return "whole"

    ticket = begin_long(
        lane,
        work,
        owner,
        shown=lambda part, _whole: shown.parts.append(part),
        done=shown.done.append,
        failed=shown.failed.append,
    )
    assert begun.wait(10)
    ticket.cancel()
    held.set()
    assert lane.close(10)
    QApplication.processEvents()
    assert (shown.parts, shown.done, shown.failed) == ([], [], [])


def test_long_work_whose_owner_went_is_told_to_nobody(qapp: QApplication) -> None:
    shown, owner = Shown(), QWidget()

    def work(told: Progress) -> str:
        owner.deleteLater()
        qapp.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
        return counting(told)

    shown.begin(owner, work)
    assert (shown.parts, shown.done, shown.failed) == ([], [], [])
