import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from clerk_app.ui.widgets.fields import ChoiceField, DateField, LongTextField, PasswordField, TextField, parse_date


@pytest.fixture
def kept(qtbot):
    def keep(widget):
        qtbot.addWidget(widget)
        return widget

    return keep


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("01.04.2027.", dt.date(2027, 4, 1)),
        ("1.4.27", dt.date(2027, 4, 1)),
        ("1 4 2027", dt.date(2027, 4, 1)),
        ("01042027", dt.date(2027, 4, 1)),
        ("010427", dt.date(2027, 4, 1)),
        ("31.02.2027.", None),
        ("29.2.2028", dt.date(2028, 2, 29)),
        ("", None),
        ("1.4.", None),
        ("4/2027", None),
    ],
)
def test_dates_are_read_as_they_come_to_hand(typed, date):
    assert parse_date(typed) == date


def test_a_date_is_tidied_when_it_is_left(look, kept):
    field = kept(DateField(look))
    field.setText("1.4.27")
    field.editingFinished.emit()
    assert field.text() == "01.04.2027."


def test_what_is_no_date_stays_as_it_was_typed(look, kept):
    field = kept(DateField(look))
    field.setText("ујутру")
    field.editingFinished.emit()
    assert (field.text(), field.date()) == ("ујутру", None)


def test_a_date_is_written_as_the_language_writes_it(look, kept):
    field = kept(DateField(look, "{y}-{m:02}-{d:02}"))
    field.set_date(dt.date(2027, 4, 1))
    assert field.text() == "2027-04-01"
    field.set_date(None)
    assert field.text() == ""


def test_words_never_run_below_unit_or_mark(look, kept):
    field = kept(TextField(look, unit="m²"))
    assert field.textMargins().right() > 0
    plain = kept(TextField(look))
    assert plain.textMargins().right() == 0
    plain.set_mark("check")
    assert plain.textMargins().right() > 0
    plain.set_mark("")
    assert plain.textMargins().right() == 0


def test_no_more_is_taken_than_may_be_kept(look, kept):
    field = kept(TextField(look, longest=5))
    field.setText("123456789")
    assert field.text() == "12345"


def test_a_password_is_hidden_until_it_is_shown(look, kept):
    field = kept(PasswordField(look))
    assert field.echoMode() == QLineEdit.EchoMode.Password
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    field.show_letters(True)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    field.show_letters(False)
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_tab_leaves_a_long_text(look, page, qtbot):
    column = QVBoxLayout(page)
    text, after = LongTextField(look), TextField(look)
    column.addWidget(text)
    column.addWidget(after)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert text.toPlainText() == ""


def test_a_long_text_takes_no_more_than_it_may_and_says_so(look, kept):
    text, heard = kept(LongTextField(look, longest=20)), []
    text.overfull.connect(lambda: heard.append(text.toPlainText()))
    text.setPlainText("а" * 20)
    assert heard == []
    text.insertPlainText("почетак ")
    assert heard == ["почетак " + "а" * 12]
    assert text.textCursor().position() == 8


@pytest.fixture
def choice(look, kept):
    return kept(ChoiceField(look, [("a", "Прво"), ("b", "Друго")]))


def test_a_choice_gives_what_stands_behind_the_words(choice, qtbot):
    heard: list[object] = []
    choice.value_chosen.connect(heard.append)
    assert choice.value() == "a"
    choice.set_value("b")
    assert heard == []
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert (choice.value(), heard) == ("a", ["a"])


def test_an_unknown_value_chooses_nothing(choice):
    choice.set_value("c")
    assert choice.value() is None


def test_new_choices_begin_at_the_first(choice):
    choice.set_value("b")
    choice.set_choices([(1, "Једно"), (2, "Два")])
    assert choice.value() == 1


def test_the_wheel_changes_nothing_by_accident(choice):
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    choice.wheelEvent(turn)
    assert choice.value() == "a"
    assert not turn.isAccepted()


def test_another_word_may_be_typed_where_that_is_wanted(look, kept):
    field = kept(ChoiceField(look, [("a", "mprimeric")], typed=True))
    field.setCurrentText("vuzoric")
    field.lineEdit().returnPressed.emit()
    assert field.currentText() == "vuzoric"
    assert field.count() == 1
