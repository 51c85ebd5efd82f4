import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from clerk_app.ui.widgets.password_box import PasswordBox


@pytest.fixture
def box(texts, look, qtbot):
    box = PasswordBox(texts, look)
    qtbot.addWidget(box)
    box.show()
    return box


def type_letter(box, letter, *, shift=False, key=0):
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(box.field, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, letter))


@pytest.mark.parametrize(
    ("letter", "shift", "caps"), [("A", False, True), ("a", False, False), ("A", True, False), ("ђ", True, True)]
)
def test_caps_lock_is_noticed_while_typing(box, letter, shift, caps):
    type_letter(box, letter, shift=shift)
    assert ("Caps Lock" in box.row.message) == caps


def test_the_hint_goes_with_the_key_and_stays_over_a_digit(box):
    type_letter(box, "A")
    type_letter(box, "1")
    assert "Caps Lock" in box.row.message
    type_letter(box, "", key=Qt.Key.Key_CapsLock)
    assert box.row.message == ""


def test_a_wait_is_counted_down_and_then_an_attempt_may_be_made(box):
    heard: list[object] = []
    box.ready_changed.connect(heard.append)
    box.show_error("Лозинка није тачна.")
    box.set_wait(2)
    assert box.row.message == "Лозинка није тачна. Следећи покушај за 2 секунде."
    assert not box.ready
    box._timer.timeout.emit()
    box._timer.timeout.emit()
    assert (box.ready, box._timer.isActive(), heard) == (True, False, [False, False, True])
    assert box.row.message == "Лозинка није тачна."


def test_a_hint_is_amber_and_an_error_red(box):
    type_letter(box, "A")
    assert box.field.property("bad") is not True
    box.show_error("Лозинка није тачна.")
    assert box.field.property("bad") is True
    box.show_error("")
    assert box.field.property("bad") is False


def test_a_password_that_was_taken_is_gone_from_the_screen(box):
    box.field.setText("тајна реч")
    assert box.take() == "тајна реч"
    assert box.field.text() == ""


def test_the_eye_shows_and_hides(box):
    box.eye.click()
    assert (box.field.echoMode(), box.eye.accessibleName()) == (QLineEdit.EchoMode.Normal, "Сакриј лозинку")
    box.eye.click()
    assert (box.field.echoMode(), box.eye.accessibleName()) == (QLineEdit.EchoMode.Password, "Прикажи лозинку")


def test_what_is_typed_never_runs_below_the_eye(box, settle):
    box.resize(400, box.sizeHint().height())
    settle()
    assert box.field.rect().contains(box.eye.geometry())
    assert box.field.textMargins().right() >= box.eye.width()


def test_enter_in_the_field_enters(box, qtbot):
    with qtbot.waitSignal(box.entered):
        qtbot.keyClick(box.field, Qt.Key.Key_Return)
