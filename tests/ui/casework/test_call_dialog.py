from datetime import date

import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.casework.call_dialog import CallDialog

TODAY = date(2026, 11, 23)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def heard():
    return []


@pytest.fixture
def made(context, page, heard):
    page.resize(1000, 700)
    page.show()

    def make(*missing, days=8):
        dialog = CallDialog(context, missing, TODAY, days=days, over=page)
        dialog.call_given.connect(heard.append)
        dialog.open_over()
        return dialog

    return make


def test_what_is_known_to_be_missing_is_ticked_and_more_may_be_written(made, heard, qtbot):
    dialog = made("Скица", "Облик")
    dialog.ticks.lines["Облик"].check.setChecked(False)
    dialog.own.set_note("Копија плана\n\n Скица \nПуномоћје")
    dialog.paper.setChecked(False)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert heard == [(("Скица", "Копија плана", "Пуномоћје"), "2026-12-01", False)]


def test_without_anything_missing_nothing_is_called_for(made, heard, qtbot):
    dialog = made()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert heard == []
    assert dialog.own.message == "Наведите шта недостаје, да странка зна шта треба да донесе."


def test_the_day_that_is_offered_is_one_on_which_people_work(made):
    assert made(days=8).day.date() == date(2026, 12, 1)
    assert made(days=12).day.date() == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.12.26", "8 дана, 6 радних дана"),
        ("27.11.2026", "4 дана, 4 радна дана. Даје се најмање 8 дана."),
        ("5.12.2026", "12 дана, 9 радних дана. Тога дана се не ради; први следећи радни дан је 07.12.2026."),
        ("23.11.2026", "Рок за допуну мора да буде датум после данашњег."),
        ("1.1.2090", "Рок је за 23050 дана. Проверите годину."),
        ("ускоро", "Рок за допуну мора да буде датум после данашњег."),
    ],
)
def test_the_day_is_counted_as_it_is_typed(made, typed, said):
    dialog = made("Скица")
    dialog.day.setText(typed)
    assert dialog.day_row.message == said


def test_a_day_that_is_none_is_not_sent(made, heard, qtbot):
    dialog = made("Скица")
    dialog.day.setText("23.11.2026")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert heard == []
    assert dialog.isVisible()
