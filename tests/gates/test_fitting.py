"""Each way in which a text can lack room, and that it is caught, for every kind of widget that shows text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import override

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.cells import Cell, Column, number_cell
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.choice import Check, Radio
from clerk_app.ui.widgets.fields import ChoiceField, TextField
from clerk_app.ui.widgets.key_bar import KeyButton
from clerk_app.ui.widgets.keycap import Keycap
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.link_line import LinkLine
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.number_tag import NumberTag
from clerk_app.ui.widgets.rail import Place, RailButton
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.search_box import SearchBox
from clerk_app.ui.widgets.status_strip import StripPart
from clerk_app.ui.widgets.steps import Step, StepButton
from clerk_app.ui.widgets.tab_bar import CountTabBar
from clerk_app.ui.widgets.table import Table
from tests.gates.fitting import clipped
from tests.gates.ui_checks import choice_complaints
from tests.support.stage import Stage

WORDS = "Уверење о измиреним приходима"

type Make = Callable[[Look], QWidget]


def typed(look: Look) -> QWidget:
    return TextField(look, WORDS)


def asked_for(look: Look) -> QWidget:
    field = TextField(look)
    field.setPlaceholderText(WORDS)
    return field


def tabs(look: Look) -> QWidget:
    bar = CountTabBar(look, "t")
    bar.add_tab("one", WORDS, 17)
    return bar


def table_of(look: Look, cell: Cell, *, title: str = "", shortens: bool = False) -> Table[int]:
    columns = [Column[int](title=title, cell=lambda row: cell, width=600, shortens=shortens)]
    table = Table[int](look, "t", columns, lambda row: row, lines=2)
    table.set_rows([1])
    return table


def part(look: Look) -> QWidget:
    made = StripPart(look)
    made.show_state(WORDS, "lock")
    return made


FITTING: dict[str, Make] = {
    "label": lambda look: Label(look, WORDS),
    "rich label": lambda look: Label(look, f"**{WORDS}**"),
    "button": lambda look: Button(look, WORDS, keys="F2", icon="stamp"),
    "spread button": lambda look: Button(look, WORDS, keys="F2", spread=True),
    "link": lambda look: Button(look, WORDS, kind="link"),
    "typed": typed,
    "placeholder": asked_for,
    "choice": lambda look: ChoiceField(look, [(1, WORDS)]),
    "check": lambda look: Check(look, WORDS),
    "radio": lambda look: Radio(look, WORDS),
    "tabs": tabs,
    "number": lambda look: NumberTag(look, "A7-000417-K", "привр."),
    "chip": lambda look: Chip(look, WORDS, "offline", "inbox"),
    "keycap": lambda look: Keycap(look, "Ctrl+Enter"),
    "key": lambda look: KeyButton(look, QAction(WORDS, QApplication.instance()), "F2"),
    "rail": lambda look: RailButton(look, Place(id="x", label=WORDS, icon="store")),
    "step": lambda look: StepButton(look, 3, Step(id="x", title=WORDS, state="current")),
    "search": lambda look: SearchBox(look, WORDS, WORDS, "Ctrl+K"),
}
"""Kinds that never cut their words."""

SHORTENING: dict[str, Make] = {
    "elided": lambda look: ElidedLabel(look, WORDS),
    "link line": lambda look: LinkLine(look, WORDS),
    "strip": part,
}
"""Kinds that do, and tell the whole by a tool tip."""


@pytest.fixture(params=[1.0, 2.0])
def stage(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Stage]:
    made = Stage((), "sr-Cyrl", "light", request.param)
    yield made
    made.close()


def put(stage: Stage, widget: QWidget, *, lacks: int = 0) -> QWidget:
    """A page with the widget on it, as wide as it wants to be or so much less."""
    page = QWidget()
    widget.setParent(page)
    widget.ensurePolished()
    wanted = widget.sizeHint()
    widget.setGeometry(20, 20, wanted.width() - lacks, wanted.height())
    stage.show_page(page)
    return page


def roomy(widget: QWidget) -> int:
    """How much more room than its words need a field asks for."""
    spare = {TextField: 80, SearchBox: 200, RailButton: 20, StepButton: 20, Keycap: 8, Check: 4, Radio: 4}
    return spare.get(type(widget), 0)


@pytest.mark.parametrize("kind", FITTING)
def test_what_lacks_room_is_caught(stage: Stage, kind: str) -> None:
    widget = FITTING[kind](stage.look)
    if isinstance(widget, TextField):
        widget.setMinimumWidth(stage.look.px(400))
        assert clipped(put(stage, widget)) == []
        widget.setMinimumWidth(0)
    else:
        assert clipped(put(stage, widget)) == []
    widget = FITTING[kind](stage.look)
    found = clipped(put(stage, widget, lacks=stage.look.px(12) + stage.look.px(roomy(widget))))
    assert any(complaint.startswith(("clipped", "cut", "overlapping")) for complaint in found)


@pytest.mark.parametrize("kind", SHORTENING)
def test_what_is_made_to_shorten_may_while_its_tool_tip_says_the_whole(stage: Stage, kind: str) -> None:
    widget = SHORTENING[kind](stage.look)
    page = put(stage, widget, lacks=stage.look.px(60))
    assert clipped(page) == []
    widget.setToolTip("")
    assert any("no tool tip" in complaint for complaint in clipped(page))


@pytest.mark.parametrize(
    ("cell", "shortens", "complaint"),
    [
        (Cell(text=WORDS), False, "not made for that"),
        (Cell(text=WORDS), True, ""),
        (Cell(text="А", second=WORDS), False, "not made for that"),
        (number_cell("A7-000417-K", "привремени"), False, "stands at"),
    ],
)
def test_cells_are_cut_only_where_their_column_says_so(
    stage: Stage, cell: Cell, shortens: bool, complaint: str
) -> None:
    table = table_of(stage.look, cell, shortens=shortens)
    page = put(stage, table)
    table.resize(stage.look.px(640), stage.look.px(200))
    stage.settle()
    assert clipped(page) == []
    table.setColumnWidth(0, stage.look.px(100))
    stage.settle()
    assert (complaint in " ".join(clipped(page))) if complaint else clipped(page) == []


def test_a_heading_that_its_section_cuts_is_caught(stage: Stage) -> None:
    table = table_of(stage.look, Cell(), title=WORDS)
    page = put(stage, table)
    table.resize(stage.look.px(640), stage.look.px(200))
    assert clipped(page) == []
    table.setColumnWidth(0, table._headings[0] - stage.look.px(8))
    assert any("clipped" in complaint for complaint in clipped(page))


def test_a_list_that_cuts_its_longest_choice_is_caught(stage: Stage) -> None:
    box = ChoiceField(stage.look, [(1, "А"), (2, WORDS)])
    page = put(stage, box)
    assert choice_complaints(page, stage.look.tokens) == []
    box.view().setFixedWidth(stage.look.px(80))
    assert any("cut" in complaint for complaint in choice_complaints(page, stage.look.tokens))


def test_a_line_that_a_note_has_no_height_for_is_caught(stage: Stage) -> None:
    note = Note(stage.look, WORDS * 3, title=WORDS)
    page = put(stage, note)
    note.resize(stage.look.px(200), note.heightForWidth(stage.look.px(200)))
    stage.settle()
    assert clipped(page) == []
    note.setFixedHeight(note.height() - stage.look.px(18))
    stage.settle()
    assert any("clipped" in complaint for complaint in clipped(page))


def test_what_must_be_scrolled_sideways_is_caught(stage: Stage) -> None:
    scroll = Scroll(stage.look)
    scroll.body.addWidget(Label(stage.look, WORDS))
    page = put(stage, scroll)
    scroll.resize(stage.look.px(400), stage.look.px(100))
    stage.settle()
    assert clipped(page) == []
    scroll.resize(stage.look.px(100), stage.look.px(100))
    stage.settle()
    assert any("sideways" in complaint for complaint in clipped(page))


def test_words_on_words_and_widgets_outside_are_caught(stage: Stage) -> None:
    class Careless(QWidget):
        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.drawText(QRect(0, 0, 100, 20), 0, "one word")
            painter.drawText(QRect(10, 0, 100, 20), 0, "another")

    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(Careless())
    beyond = QLabel("x", page)
    beyond.move(9000, 0)
    stage.show_page(page)
    complaints = " ".join(clipped(page))
    assert "overlapping: 'another'" in complaints or "overlapping: 'one word'" in complaints
    assert "outside: QLabel 'x'" in complaints
