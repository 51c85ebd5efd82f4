"""The parts: fields take what is typed, messages stand where they belong, tables keep the place, rings are seen."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QButtonGroup, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clerk_app.ui.markup import plain, runs, to_html
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.cells import Cell, Column, deadline_cell, number_cell
from clerk_app.ui.widgets.choice import Check, Radio
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, DateField, TextField, parse_date
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.number_tag import NumberTag
from clerk_app.ui.widgets.progress import Progress
from clerk_app.ui.widgets.steps import Step, StepButton, Steps
from clerk_app.ui.widgets.tab_bar import CountTabBar
from clerk_app.ui.widgets.table import Table
from clerk_app.ui.window import Window


def _table(look: Look, qtbot: QtBot) -> Table[str]:
    table = Table[str](look, "t", [Column(title="a", cell=lambda row: Cell(text=row))], lambda row: row)
    qtbot.addWidget(table)
    return table


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
def test_dates_are_read_as_they_come_to_hand(typed: str, date: dt.date | None) -> None:
    assert parse_date(typed) == date


def test_date_is_tidied_when_it_is_left(look: Look, qtbot: QtBot) -> None:
    field = DateField(look)
    qtbot.addWidget(field)
    field.setText("1.4.27")
    field.editingFinished.emit()
    assert field.text() == "01.04.2027."
    field.setText("ујутру")
    field.editingFinished.emit()
    assert (field.text(), field.date()) == ("ујутру", None)


def test_field_row_speaks_and_keeps_its_height(look: Look, qtbot: QtBot) -> None:
    field = TextField(look)
    row = FieldRow(look, "Површина", field, required=True, hint="у m²")
    qtbot.addWidget(row)
    row.show()
    before = row.sizeHint()
    row.set_error("„До” је пре **„Од”**.")
    assert row.sizeHint().height() == before.height()
    assert field.accessibleName() == "Површина"
    assert field.accessibleDescription() == "„До” је пре „Од”."
    assert field.property("bad") is True
    assert row.label.buddy() is field
    row.set_warning("необично")
    assert (field.property("bad"), row.message) == (False, "необично")
    row.clear_message()
    assert row.message == "у m²"


def test_markup_is_strong_and_nothing_else() -> None:
    assert runs("а **б** в") == [("а ", False), ("б", True), (" в", False)]
    assert plain("а **б**") == "а б"
    assert "&lt;img" in to_html("**<img>**")


def test_label_never_renders_what_a_name_smuggles_in(look: Look, qtbot: QtBot) -> None:
    label = Label(look, "<b>Пример</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    label.set_role("error")
    assert label.palette().color(QPalette.ColorRole.WindowText) == look.colour("error")


def test_table_keeps_the_row_when_rows_are_renewed(look: Look, qtbot: QtBot) -> None:
    table = _table(look, qtbot)
    table.set_rows(["а", "б", "в"])
    assert table.current_row() == "а"
    assert table.choose("в")
    table.set_rows(["х", "а", "в", "г"])
    assert table.current_row() == "в"
    table.set_rows(["х", "а"])
    assert table.current_row() == "а"
    table.set_rows([])
    assert table.current_row() is None
    assert not table.choose("нема")


def test_enter_opens_the_row_and_arrows_choose(look: Look, qtbot: QtBot) -> None:
    table = _table(look, qtbot)
    table.set_rows(["а", "б"])
    opened: list[object] = []
    chosen: list[object] = []
    table.row_opened.connect(opened.append)
    table.row_chosen.connect(chosen.append)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert (chosen, opened) == (["б"], ["б"])


def test_cells_say_what_they_show(look: Look, qtbot: QtBot) -> None:
    table = Table[int](look, "t", [Column(title="", cell=lambda row: number_cell("1-17", "привр."))], lambda row: row)
    qtbot.addWidget(table)
    table.set_rows([1])
    index = table.rows_model.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "1-17 привр."
    assert number_cell("004").strong
    assert not number_cell("1-17", "привр.").strong
    assert deadline_cell("данас", "soon").icon == "clock"
    assert deadline_cell("24.11.", "late").role == "error"


def test_heading_is_never_wider_than_its_column(look: Look, qtbot: QtBot) -> None:
    columns = [Column[int](title="Врло дугачак наслов ступца", cell=lambda row: Cell(), width=20)]
    table = Table[int](look, "t", columns, lambda row: row)
    qtbot.addWidget(table)
    assert table.columnWidth(0) > 150


def test_button_carries_key_and_reason(look: Look, qtbot: QtBot) -> None:
    button = Button(look, "Уручи", keys="F8")
    qtbot.addWidget(button)
    narrow = Button(look, "Уручи")
    qtbot.addWidget(narrow)
    assert button.sizeHint().width() > narrow.sizeHint().width()
    button.set_unavailable("акт још није израђен")
    assert (button.isEnabled(), button.statusTip()) == (False, "акт још није израђен")
    assert button.accessibleDescription() == "акт још није израђен"
    button.set_unavailable("")
    assert button.isEnabled()


def test_ring_goes_around_the_control_in_focus(look: Look, qapp: QApplication, qtbot: QtBot) -> None:
    window = Window(look, "", qapp)
    qtbot.addWidget(window)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 20, 20, 20)
    first, second = Button(look, "а"), Button(look, "б", kind="filled")
    column.addWidget(first)
    column.addWidget(second)
    window.show_page(page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for button in (second, first):
        button.setFocus()
        qapp.processEvents()
        image = window.grab().toImage()
        corner = button.mapTo(window, button.rect().center())
        top = corner.y() - button.height() // 2 - 2
        assert image.pixelColor(corner.x(), top) == look.colour("focus")
    second_top = second.mapTo(window, second.rect().center()).y() - second.height() // 2 - 2
    assert image.pixelColor(corner.x(), second_top) != look.colour("focus")


def test_radios_and_checks_take_clicks_on_their_words(look: Look, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    group = QButtonGroup(page)
    one, two, check = (
        Radio(look, "прибавља орган", page),
        Radio(look, "доставља странка", page),
        Check(look, "да", page),
    )
    for number, button in enumerate((one, two, check)):
        button.move(0, 30 * number)
        button.resize(button.sizeHint())
    group.addButton(one)
    group.addButton(two)
    page.show()
    for button in (one, two, check):
        place = button.rect().center()
        place.setX(button.width() - 4)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=place)
    assert (one.isChecked(), two.isChecked(), check.isChecked()) == (False, True, True)


def test_choice_gives_values(look: Look, qtbot: QtBot) -> None:
    field = ChoiceField(look, [("a", "Прво"), ("b", "Друго")])
    qtbot.addWidget(field)
    assert field.value() == "a"
    heard: list[object] = []
    field.value_chosen.connect(heard.append)
    field.set_value("b")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert (field.value(), heard) == ("a", ["a"])


def test_tabs_speak_their_counts(look: Look, qtbot: QtBot) -> None:
    tabs = CountTabBar(look, "Прикази")
    qtbot.addWidget(tabs)
    tabs.add_tab("today", "Данас", 37)
    tabs.add_tab("all", "Сви")
    heard: list[object] = []
    tabs.tab_chosen.connect(heard.append)
    tabs.choose("all")
    width = tabs.tabSizeHint(1).width()
    tabs.set_count("all", 1000)
    assert heard == ["all"]
    assert tabs.accessibleTabName(0) == "Данас 37"
    assert tabs.accessibleTabName(1) == "Сви 1000"
    assert tabs.tabSizeHint(1).width() > width


def test_steps_speak_their_state_and_keep_the_keyboard(look: Look, qtbot: QtBot) -> None:
    steps = Steps(look, "Кораци")
    qtbot.addWidget(steps)
    steps.show()
    steps.show_steps([Step(id="a", title="Особа", state="done", spoken="урађено"), Step(id="b", title="Услуга")])
    heard: list[object] = []
    steps.step_chosen.connect(heard.append)
    first = steps.findChildren(StepButton)[0]
    assert first.accessibleDescription() == "урађено"
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert heard == ["a"]


def test_note_number_and_progress_speak(look: Look, qtbot: QtBot) -> None:
    note, number = Note(look, "Све је **сачувано**.", "offline", title="Без везе."), NumberTag(look, "1-17", "привр.")
    progress = Progress(look, "Пренос", "Стани")
    for widget in (note, number, progress):
        qtbot.addWidget(widget)
    progress.show_progress(1, 4, "1 од 4")
    assert note.accessibleName() == "Без везе. Све је сачувано."
    assert number.accessibleName() == "1-17 привр."
    with qtbot.waitSignal(progress.cancelled):
        qtbot.mouseClick(progress.findChild(Button), Qt.MouseButton.LeftButton)
