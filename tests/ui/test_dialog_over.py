import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from clerk_app.ui.dialog_over import DialogOver


@pytest.fixture
def dialog(context, page):
    page.resize(1000, 600)
    page.show()
    dialog = DialogOver(context, title="Бришете нацрт?", about="Нестаје.", verb="Обриши", leave="Остави", over=page)
    dialog.open_over()
    yield dialog
    if isValid(dialog):
        dialog.close()


@pytest.fixture
def done(dialog):
    done: list[str] = []
    dialog.accepted.connect(lambda: done.append("accepted"))
    dialog.rejected.connect(lambda: done.append("rejected"))
    return done


def test_the_verb_does_it(dialog, done):
    dialog.verb.click()
    assert done == ["accepted"]


def test_control_and_enter_do_it(dialog, done, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == ["accepted"]


def test_the_focus_is_on_the_way_back(dialog, done):
    assert dialog.focusWidget() is dialog.leave
    dialog.leave.click()
    assert done == ["rejected"]


def test_it_goes_with_what_it_lies_over(dialog, done, page):
    page.hide()
    assert done == ["rejected"]
