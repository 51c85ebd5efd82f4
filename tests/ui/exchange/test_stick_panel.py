"""The panel of a stick: which is in, what its keys do, how far it is, and what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from clerk_app.domain.errors import Unavailable
from clerk_app.lanes import InlineLane
from clerk_app.ui.exchange.stick_panel import StickPanel
from clerk_app.ui.exchange.stick_task import StickDoor, StickTask
from tests.support.fake_stick import KURIR, FakeStick


@pytest.fixture
def stick():
    return FakeStick()


@pytest.fixture
def panel(context, stick, qtbot):
    task = StickTask(InlineLane(), StickDoor(lambda: stick.found, stick.carry, stick.bring))
    panel = StickPanel(context, task)
    qtbot.addWidget(panel)
    context.commands.bind_screen(panel.bound())
    panel.show_sticks(stick.found)
    panel.show()
    return panel


def test_before_anything_it_names_the_stick_and_the_keys(panel):
    panel.show_waiting(41)
    assert panel.carry.text() == "Понеси 41"
    assert panel.carry.accessibleName() == "Понеси 41"
    panel.show_waiting(0)
    assert panel.carry.text() == "Понеси"
    assert "КУРИР-2" in panel.about.accessibleName()
    assert not any(part.isVisible() for part in (panel.progress, panel.note))


def test_one_stick_is_taken_without_a_question(panel, stick):
    panel.carry.click()
    panel.bring.click()
    assert stick.asked == [("carry", KURIR.root), ("bring", KURIR.root)]
    assert panel.note.isVisible()
    assert "12 нових бројева" in panel.note.accessibleName()


@pytest.mark.parametrize("found", [(), (KURIR, KURIR)])
def test_none_or_several_are_asked_for(panel, stick, found):
    panel.show_sticks(found)
    panel.carry.click()
    dialog = panel.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Где да се упише"
    dialog.fileSelected.emit("/mnt/other")
    assert stick.asked == [("carry", Path("/mnt/other"))]
    dialog.close()


def test_while_it_goes_only_stopping_is_offered(panel, stick):
    panel._task.doing, panel._task.done, panel._task.whole = "carry", 43, 100
    panel._task.changed.emit()
    assert panel.progress.isVisible()
    assert not panel.carry.isVisible()
    assert "43 %" in panel.progress._words.accessibleName()
    panel.bring.click()
    assert stick.asked == []
    panel.progress.cancelled.emit()
    assert panel.carry.isVisible()
    assert panel.outcome() is None


def test_what_went_wrong_is_said_in_plain_words(panel, stick):
    stick.error = Unavailable("stick_gone")
    panel.carry.click()
    words, role = panel.outcome()
    assert role == "error"
    assert words.startswith("USB кључ је извађен пре краја.")
