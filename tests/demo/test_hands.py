import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clerk_app.demo.hands import Hands, sign
from clerk_app.ui.widgets.signature_pad import SignaturePad


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for name in ("Име", "Презиме"):
        field = QLineEdit()
        field.setAccessibleName(name)
        column.addWidget(field)
    column.addWidget(QLabel("Примљено овде: A7-000417-E"))
    hidden = QPushButton("Скривено")
    hidden.setAccessibleName("Скривено")
    column.addWidget(hidden)
    window.show()
    hidden.hide()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def hands(window, tmp_path):
    return Hands(window, tmp_path / "pictures")


def test_letters_of_any_script_go_where_the_focus_is(hands):
    hands.into("Презиме")
    hands.type("Примерић Ž")
    assert hands.find("Презиме").text() == "Примерић Ž"
    assert hands.find("Име").text() == ""


def test_keys_are_pressed_as_they_are_written(hands):
    hands.into("Име")
    hands.type("абв")
    hands.press("Shift+Home")
    hands.press("Delete")
    assert hands.find("Име").text() == ""
    hands.press("Tab")
    assert hands.find("Презиме").hasFocus()


def test_only_what_can_be_seen_and_used_is_found(hands):
    assert hands.sees("Име")
    assert not hands.sees("Скривено")
    with pytest.raises(LookupError):
        hands.into("Скривено")


def test_words_are_read_from_labels(hands):
    assert hands.reads("A7-000417-E")
    assert not hands.reads("004 812")


def test_pictures_are_numbered_as_they_are_taken(hands, tmp_path):
    hands.picture("home")
    hands.picture("detail")
    assert hands.taken == ["01-home.png", "02-detail.png"]
    assert sorted(file.name for file in (tmp_path / "pictures").iterdir()) == hands.taken


def test_a_quiet_moment_ends(hands):
    until = hands.settled()
    assert [until.holds() for _ in range(31)].index(True) == 30


def test_without_a_dialog_there_is_nothing_to_answer(hands):
    assert hands.dialog() is None
    with pytest.raises(LookupError):
        hands.answer_dialog("/tmp/x")
    assert hands.back_in_front()


def test_a_picture_shows_the_dialog_over_the_window(hands, window, tmp_path, qtbot):
    hands.picture("before")
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.setStyleSheet("background: #ff0000")
    dialog.setGeometry(window.geometry().adjusted(20, 20, -20, -20))
    dialog.open()
    hands.picture("over")
    before, over = (QImage(str(tmp_path / "pictures" / name)) for name in hands.taken)
    middle = over.rect().center()
    assert over.size() == before.size()
    assert (over.pixelColor(middle).name(), before.pixelColor(middle).name() != "#ff0000") == ("#ff0000", True)


def test_what_is_only_looked_at_is_seen_by_its_kind(hands):
    assert hands.shows(QLineEdit, "Име")
    assert not hands.shows(QPushButton, "Име")
    assert not hands.shows(QPushButton, "Скривено")


def test_a_pad_is_signed_with_the_pointer(window, hands, qtbot, program):
    pad = SignaturePad(program.look, "Потпис", window)
    window.layout().addWidget(pad)
    pad.show()
    qtbot.waitUntil(lambda: pad.width() > 100)
    sign(hands.find("Потпис"))
    (stroke,) = pad.strokes()
    assert len(stroke) > 20
