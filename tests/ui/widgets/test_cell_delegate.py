"""Cells as they are drawn in a table: what can be seen of selection, icon, tag and side."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from clerk_app.ui.widgets.cells import Cell, Column
from clerk_app.ui.widgets.table import Table


@pytest.fixture
def drawn(qtbot):
    """Draws one cell of a table whose other row is chosen; gives the picture of the cell."""

    def draw(look, cell, *, right=False, chosen=False):
        columns = [Column[int](title="", cell=lambda row: cell if row == 1 else Cell(), width=300, right=right)]
        table = Table[int](look, "t", columns, lambda row: row, lines=2)
        qtbot.addWidget(table)
        table.set_rows([0, 1])
        table.choose(1 if chosen else 0)
        table.resize(400, 200)
        table.show()
        rect = table.visualRect(table.rows_model.index(1, 0))
        return table.viewport().grab(rect).toImage()

    return draw


def has(image, colour, *, left=0.0, right=1.0):
    """Whether the colour is seen between two shares of the width."""
    columns = range(int(image.width() * left), int(image.width() * right))
    return any(image.pixelColor(x, y) == colour for x in columns for y in range(image.height() - 1))


def test_the_chosen_row_has_its_ground_and_a_bar(drawn, look):
    assert has(drawn(look, Cell(), chosen=True), look.colour("selection"))
    assert has(drawn(look, Cell(), chosen=True), look.colour("accent"), right=0.02)
    assert not has(drawn(look, Cell()), look.colour("accent"))


def test_high_contrast_frames_the_chosen_row(drawn, dress):
    look = dress("high_contrast")
    image = drawn(look, Cell(), chosen=True)
    assert image.pixelColor(150, 0) == look.colour("focus")
    assert image.pixelColor(150, image.height() - 1) == look.colour("focus")


def test_words_stand_on_the_side_of_their_column(drawn, look):
    cell = Cell(text="17", role="error", strong=True)
    assert has(drawn(look, cell), look.colour("error"), right=0.5)
    assert not has(drawn(look, cell), look.colour("error"), left=0.5)
    assert has(drawn(look, cell, right=True), look.colour("error"), left=0.5)


def test_a_tag_stands_behind_the_number(drawn, look):
    assert not has(drawn(look, Cell(text="1-17")), look.colour("offline"))
    assert has(drawn(look, Cell(text="1-17", tag="привр.")), look.colour("offline"))


def test_the_second_line_stands_below_and_is_quieter(drawn, look):
    image = drawn(look, Cell(text="Горе", second="ДОЛЕ"))
    lower = image.copy(0, image.height() // 2, image.width(), image.height() // 2)
    assert has(lower, look.colour("text_2"))
    assert not has(image, look.colour("text_3"))


def test_an_icon_moves_the_words_aside(drawn, look):
    def begins(cell):
        image = drawn(look, cell)
        return next(x for x in range(image.width()) if has(image.copy(x, 0, 1, image.height()), look.colour("error")))

    assert begins(Cell(text="ННН", role="error", strong=True, icon="clock", icon_role="text_3")) >= look.tokens.size(
        "icon"
    )
    assert begins(Cell(text="ННН", role="error", strong=True)) < look.tokens.size("icon")


@pytest.mark.parametrize(
    ("cell", "width", "told"),
    [
        (Cell(text="Уверење о измиреним приходима"), 400, ""),
        (Cell(text="Уверење о измиреним приходима"), 90, "Уверење о измиреним приходима"),
        (Cell(text="кратко", second="друга, много дужа линија"), 90, "кратко\nдруга, много дужа линија"),
        (Cell(icon="circle-x", spoken="одбијен"), 400, "одбијен"),
    ],
)
def test_only_what_cannot_be_read_in_the_cell_is_told_by_a_tool_tip(look, qtbot, cell, width, told):
    table = Table[int](look, "t", [Column(title="", cell=lambda row: cell, width=width)], lambda row: row)
    qtbot.addWidget(table)
    table.set_rows([1])
    table.resize(600, 200)
    table.show()
    table.setColumnWidth(0, width)
    QToolTip.hideText()
    at = table.visualRect(table.rows_model.index(0, 0)).center()
    asked = QHelpEvent(QEvent.Type.ToolTip, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), asked)
    assert (QToolTip.text() if QToolTip.isVisible() else "") == told
    QToolTip.hideText()
