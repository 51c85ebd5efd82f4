import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout

from clerk_app.ui.shortcut_guard import ShortcutGuard

CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def action(page):
    action = QAction(page)
    action.setShortcuts([QKeySequence("Ctrl+E"), QKeySequence("Ctrl+Е")])
    page.addAction(action)
    return action


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def field(request, page, action, qapp, qtbot):
    guard = ShortcutGuard(page, qapp)
    field = request.param()
    QVBoxLayout(page).addWidget(field)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    field.setFocus()
    assert guard.parent() is page
    return field


def claims(field, key, modifiers):
    """Whether the field would keep the key for itself."""
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key(key), modifiers, "")
    asked.ignore()
    QApplication.sendEvent(field, asked)
    return asked.isAccepted()


@pytest.mark.parametrize("key", [Qt.Key.Key_E, ord("Е")])
def test_a_chord_that_a_command_has_is_left_to_it(field, key):
    assert not claims(field, key, CONTROL)


def test_a_chord_of_a_command_that_cannot_be_done_now_is_the_fields(field, action):
    before = claims(field, Qt.Key.Key_A, CONTROL)
    action.setShortcut(QKeySequence("Ctrl+A"))
    assert before
    assert not claims(field, Qt.Key.Key_A, CONTROL)
    action.setEnabled(False)
    assert claims(field, Qt.Key.Key_A, CONTROL)


def test_plain_typing_is_the_fields_even_where_a_command_has_the_letter(field, action):
    action.setShortcut(QKeySequence("E"))
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_E, PLAIN, "e")
    asked.ignore()
    QApplication.sendEvent(field, asked)
    assert asked.isAccepted()
