"""The bridge: what a lane delivers runs on Qt's thread, in order, and never into a widget that has gone."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.lanes import Lane
from clerk_app.ui.tasks import Bridge, while_alive


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
