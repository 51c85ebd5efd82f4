import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from clerk_app.demo.front import Front
from clerk_app.ui.widgets.toast import Toast
from tests.support.stage import look_of


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(600, 400)
    qtbot.addWidget(window)
    field = QLineEdit(window)
    field.setAccessibleName("Презиме")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    return window


def test_when_a_dialog_has_gone_the_window_gets_the_keys_again(window, qtbot):
    front, dialog = Front(window), QDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert front.has_keys()
    assert not window.isActiveWindow()
    dialog.deleteLater()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is None)
    qtbot.waitUntil(front.has_keys)
    assert window.isActiveWindow()


def test_what_stands_on_the_screen_is_told(window):
    Toast(look_of(), window, window).say("Записано.")
    told = Front(window).sight()
    assert "focus: QLineEdit 'Презиме'; over: nothing; window in front" in told
    assert "['Записано.']" in told
