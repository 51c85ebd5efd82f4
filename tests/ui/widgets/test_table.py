import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.widgets.cells import Cell, Column, mark_cell, number_cell
from clerk_app.ui.widgets.table import Table


@pytest.fixture
def table(look, qtbot):
    table = Table[str](look, "t", [Column(title="a", cell=lambda row: Cell(text=row))], lambda row: row)
    qtbot.addWidget(table)
    return table


def test_the_row_stays_chosen_when_rows_are_renewed(table):
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


def test_where_there_are_no_rows_words_stand_until_there_are(table, settle):
    table.resize(300, 300)
    table.show()
    table.say_nothing("Ништа не чека.")
    settle()
    assert table._nothing.isVisible()
    assert table.rect().contains(table._nothing.geometry())
    table.set_rows(["а"])
    assert not table._nothing.isVisible()
    table.say_nothing("Ништа не чека.")
    assert not table._nothing.isVisible()


def test_the_view_does_not_jump_when_rows_are_renewed(table, settle):
    rows = [f"{number:03}" for number in range(200)]
    table.set_rows(rows)
    table.resize(200, 300)
    table.show()
    settle()
    table.choose("050")
    table.verticalScrollBar().setValue(45)
    table.set_rows(["new", *rows])
    assert table.verticalScrollBar().value() == 45


def test_enter_opens_and_arrows_choose(table, qtbot):
    table.set_rows(["а", "б"])
    opened: list[object] = []
    chosen: list[object] = []
    table.row_opened.connect(opened.append)
    table.row_chosen.connect(chosen.append)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert (chosen, opened) == (["б"], ["б", "б"])


def test_an_empty_table_opens_nothing(table, qtbot):
    with qtbot.assertNotEmitted(table.row_opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("cell", "spoken"),
    [
        (number_cell("1-17", "привр."), "1-17 привр."),
        (mark_cell("circle-x", "error", "одбијен"), "одбијен"),
        (Cell(text="Примерић Јелена", second="Извод"), "Примерић Јелена Извод"),
    ],
)
def test_cells_say_what_they_show(look, qtbot, cell, spoken):
    table = Table[int](look, "t", [Column(title="", cell=lambda row: cell)], lambda row: row)
    qtbot.addWidget(table)
    table.set_rows([1])
    assert table.rows_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == spoken


def test_a_heading_is_never_wider_than_its_column(look, qtbot):
    columns = [Column[int](title="Врло дугачак наслов ступца", cell=lambda row: Cell(), width=20)]
    table = Table[int](look, "t", columns, lambda row: row)
    qtbot.addWidget(table)
    assert table.columnWidth(0) > 150


def test_two_lines_make_higher_rows(look, table, qtbot):
    two = Table[int](look, "t", [Column(title="", cell=lambda row: Cell())], lambda row: row, lines=2)
    qtbot.addWidget(two)
    assert two.verticalHeader().defaultSectionSize() >= 2 * look.tokens.types["body"].line
    assert two.verticalHeader().defaultSectionSize() > table.verticalHeader().defaultSectionSize()


def test_a_column_holds_whole_what_it_is_made_for(look, qtbot):
    long = Cell(text="уступљен надлежном органу", icon="clock", tag="привр.")
    columns = [
        Column[int](title="", cell=lambda row: long, width=20, whole=(long,)),
        Column[int](title="", cell=lambda row: Cell()),
    ]
    table = Table[int](look, "t", columns, lambda row: row)
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.show()
    assert table.columnWidth(0) == table._delegate.width_of(long) > 200


def test_where_room_lacks_what_may_be_cut_gives_way_to_headings(look, qtbot):
    columns = [
        Column[int](title="Број", cell=lambda row: Cell(), width=200),
        Column[int](title="Стање", cell=lambda row: Cell(), width=300, shortens=True),
        Column[int](title="Услуга", cell=lambda row: Cell(), shortens=True),
    ]
    table = Table[int](look, "t", columns, lambda row: row)
    qtbot.addWidget(table)
    table.show()
    table.resize(700, 200)
    assert (table.columnWidth(0), table.columnWidth(1)) == (200, 300)
    table.resize(460, 200)
    assert table.columnWidth(0) == 200
    assert table._headings[1] < table.columnWidth(1) < 300
    assert table.columnWidth(2) >= table._headings[2]
    table.resize(700, 200)
    assert table.columnWidth(1) == 300


def test_cells_that_are_not_to_be_cut_give_way_to_a_heading_alone(look, qtbot):
    columns = [
        Column[int](
            title="Стање", cell=lambda row: Cell(), width=100, whole=[Cell(text="чека доказ о уплати")], shortens=True
        ),
        Column[int](title="Услуга", cell=lambda row: Cell(), shortens=True),
    ]
    table = Table[int](look, "t", columns, lambda row: row)
    qtbot.addWidget(table)
    table.show()
    whole, heading = table._least(0), table._headings[1]
    table.resize(whole + heading + 20, 200)
    assert table.columnWidth(0) == whole
    table.resize(whole + heading - 20, 200)
    assert table._headings[0] <= table.columnWidth(0) < whole
    assert table.columnWidth(1) >= heading


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (Cell(text="Примерић Јелена", second="Извод"), "Примерић Јелена\nИзвод"),
        (mark_cell("circle-x", "error", "одбијен"), "одбијен"),
    ],
)
def test_a_tool_tip_has_the_whole_cell(look, qtbot, cell, told):
    table = Table[int](look, "t", [Column(title="", cell=lambda row: cell)], lambda row: row)
    qtbot.addWidget(table)
    table.set_rows([1])
    assert table.rows_model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == told
