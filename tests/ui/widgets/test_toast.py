import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from clerk_app.ui.widgets.toast import Toast


@pytest.fixture
def frame(qtbot):
    frame = QWidget()
    qtbot.addWidget(frame)
    frame.resize(1000, 600)
    frame.show()
    return frame


@pytest.fixture
def bar(frame):
    bar = QWidget(frame)
    bar.setGeometry(88, 520, 912, 46)
    bar.show()
    return bar


@pytest.fixture
def toast(look, frame, bar):
    return Toast(look, frame, bar)


def test_it_stands_over_the_right_end_of_the_keys_and_takes_no_focus(toast, frame, bar, qtbot):
    field = QLineEdit(frame)
    field.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    field.setFocus()
    toast.say("Примљено овде: A7-000417-E")
    assert toast.isVisible()
    assert bar.geometry().contains(toast.geometry())
    assert toast.geometry().left() > bar.geometry().left() + 300
    assert field.hasFocus()


def test_what_is_long_takes_the_width_of_the_keys_before_it_reaches_above_them(toast, bar):
    toast.say("Центар тренутно нема времена, захтев чека сигурно сачуван овде. " * 3)
    assert bar.geometry().contains(toast.geometry())
    assert toast.width() > 600


def test_a_click_puts_it_away(toast, qtbot):
    toast.say("Сачувано.", "error")
    qtbot.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
    assert not toast._timer.isActive()


def test_it_goes_after_a_while_and_says_one_thing_at_a_time(toast):
    toast.say("прво")
    toast.say("друго", "error")
    assert toast.accessibleName() == "друго"
    assert toast._timer.isActive()
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_it_goes_along_with_the_keys(toast, bar, settle):
    toast.say("**Сачувано.**")
    bar.setGeometry(44, 240, 356, 46)
    settle()
    assert bar.geometry().contains(toast.geometry())


def test_its_first_word_has_its_lines_whatever_was_laid_out_before(toast, frame):
    frame.grab()
    toast.say("Центар тренутно нема времена. " * 25)
    assert toast.height() >= toast.heightForWidth(toast.width()) > 40
