import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from clerk_app.ui.widgets.cells import Cell, Column
from clerk_app.ui.widgets.search_field import SearchField
from clerk_app.ui.widgets.table import Table


@pytest.fixture
def table(look):
    table = Table[str](look, "t", [Column(title="", cell=lambda row: Cell(text=row))], lambda row: row)
    table.set_rows(["а", "б", "в"])
    return table


@pytest.fixture
def field(look, table, page, qtbot):
    field = SearchField(look, table)
    column = QVBoxLayout(page)
    column.addWidget(field)
    column.addWidget(table)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    field.setFocus()
    return field


def test_arrows_choose_in_the_list_while_the_text_keeps_the_focus(field, table, qtbot):
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert table.current_row() == "б"
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert table.current_row() == "в"
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert table.current_row() == "б"
    assert field.hasFocus()


def test_letters_are_typed_and_enter_takes(field, table, qtbot):
    qtbot.keyClicks(field, "izvod")
    assert field.text() == "izvod"
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_enter_of_the_number_pad_takes_too(field, qtbot):
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(field, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def test_enter_with_another_key_is_somebody_elses(field, qtbot):
    with qtbot.assertNotEmitted(field.entered):
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
