import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from clerk_app.ui.reason_dialog import ReasonDialog

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(context, page):
    page.resize(1000, 600)
    page.show()
    dialog = ReasonDialog(context, title="Поништи A7-000417-E", about="Остаје записано.", verb="Поништи", over=page)
    dialog.open_over()
    yield dialog
    if isValid(dialog):
        dialog.close()


@pytest.fixture
def heard(dialog):
    heard: list[object] = []
    dialog.reason_given.connect(heard.append)
    return heard


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_reason_is_given_once_without_its_margins(dialog, heard, qtbot, key):
    dialog.reason.setPlainText("  Погрешна услуга\n")
    qtbot.keyClick(dialog, key, CONTROL)
    assert heard == ["Погрешна услуга"]
    assert not dialog.isVisible()


@pytest.mark.parametrize("typed", ["", " \n "])
def test_without_a_reason_nothing_is_done(dialog, heard, typed):
    dialog.reason.setPlainText(typed)
    dialog.verb.click()
    assert heard == []
    assert dialog.isVisible()
    assert dialog.row.message == "Упишите разлог."


def test_escape_leaves_it(dialog, heard, qtbot):
    dialog.reason.setPlainText("Погрешна услуга")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert (heard, dialog.isVisible()) == ([], False)


def test_plain_enter_begins_a_line(dialog, heard, qtbot):
    dialog.reason.setPlainText("Погрешна услуга")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert heard == []


def test_its_keys_are_not_the_windows(dialog):
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, CONTROL, "")
    asked.ignore()
    QApplication.sendEvent(dialog, asked)
    assert asked.isAccepted()


def test_it_stands_inside_the_window(dialog, page):
    corner = page.mapToGlobal(page.rect().topLeft())
    assert page.rect().translated(corner).contains(dialog.geometry())
