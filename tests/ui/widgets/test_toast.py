import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from clerk_app.ui.widgets.toast import Toast


@pytest.fixture
def body(qtbot):
    body = QWidget()
    qtbot.addWidget(body)
    body.resize(1000, 600)
    body.show()
    return body


@pytest.fixture
def toast(look, body):
    return Toast(look, body)


def test_it_stands_over_the_foot_in_the_middle_and_takes_no_focus(toast, body, qtbot):
    field = QLineEdit(body)
    field.show()
    body.activateWindow()
    qtbot.waitUntil(body.isActiveWindow)
    field.setFocus()
    toast.say("Примљено овде: A7-000417-E")
    assert toast.isVisible()
    assert abs(toast.geometry().center().x() - body.rect().center().x()) <= 1
    assert 0 < body.height() - toast.geometry().bottom() < 20
    assert field.hasFocus()


def test_it_goes_after_a_while_and_says_one_thing_at_a_time(toast):
    toast.say("прво")
    toast.say("друго", "error")
    assert toast.accessibleName() == "друго"
    assert toast._timer.isActive()
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_it_stays_at_the_foot_when_the_body_changes(toast, body, settle):
    toast.say("**Сачувано.**")
    body.resize(400, 300)
    settle()
    assert body.rect().contains(toast.geometry())
    assert 0 < body.height() - toast.geometry().bottom() < 20


def test_its_first_word_has_its_lines_whatever_was_laid_out_before(toast, body, settle):
    body.grab()
    toast.say("Центар тренутно нема времена. " * 5)
    assert toast.height() >= toast.heightForWidth(toast.width()) > 40
