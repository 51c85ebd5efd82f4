"""The page of a day: the table of what was received, beside it what was done, what is open and what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain import money
from clerk_app.domain.days import Day, DayCase, DayLine
from clerk_app.ui.casework.words import due_words
from clerk_app.ui.request_list import state_look, unique_number
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.cells import Cell, Column, deadline_cell, number_cell, state_cell
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.table import Table

SIDE = 372


class DayPage(QWidget):
    """``case_opened`` gives the subject of a case that is due."""

    case_opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look, text = context.look, context.texts.text
        self._today = date.min
        self.received = Table[DayLine](look, text("day.received"), self._line_columns(), lambda line: line.service)
        self._sums = Label(look, "", style="body_strong")
        self.due = Table[DayCase](look, text("day.due"), self._due_columns(), lambda case: case.subject)
        self.due.row_opened.connect(self._on_opened)
        self._done, self._open = KeyValues(look, amounts=True), KeyValues(look, amounts=True)
        self._nothing_done = Label(look, text("day.done_nothing"), role="text_2", wrap=True)
        self._lay_out()

    def show_day(self, day: Day, today: date) -> None:
        """Show what a day had."""
        texts = self._context.texts
        self._today = today
        self.received.set_rows(day.lines)
        self.received.say_nothing(texts.text("day.nothing"))
        self._sums.set_text(texts.many("day.sums", day.desk, fees=texts.amount(day.fees)) if day.lines else "")
        self._done.show_rows([(texts.text(f"day.done.{kind}"), str(count)) for kind, count in day.done.items()])
        self._done.setVisible(bool(day.done))
        self._nothing_done.setVisible(not day.done)
        counts = (("prints", day.print_problems), ("waiting", day.waiting))
        self._open.show_rows([(texts.text(f"day.open.{name}"), str(count)) for name, count in counts])
        self.due.set_rows((*day.today, *day.soon))
        self.due.say_nothing(texts.text("day.due_nothing"))

    def _line_columns(self) -> tuple[Column[DayLine], ...]:
        texts = self._context.texts

        def of(name: str, said: Callable[[DayLine], str], width: int) -> Column[DayLine]:
            return Column(
                title=texts.text(f"day.column.{name}"), cell=lambda line: Cell(text=said(line)), width=width, right=True
            )

        return (
            Column(
                title=texts.text("day.column.service"), cell=lambda line: Cell(text=texts.wording(line.name)),
                shortens=True,
            ),
            of("mine", lambda line: str(line.mine), 60),
            of("desk", lambda line: str(line.desk), 70),
            of("fees", lambda line: money.shown(line.fees), 120),
        )  # fmt: skip

    def _due_columns(self) -> tuple[Column[DayCase], ...]:
        texts = self._context.texts
        tag = texts.text("request.provisional_tag")

        def number(case: DayCase) -> Cell:
            return number_cell(unique_number(case.number)) if case.registered else number_cell(case.number, tag)

        def state(case: DayCase) -> Cell:
            return state_cell(texts.text(f"state.{case.state}"), *state_look(case.state))

        def due(case: DayCase) -> Cell:
            day = date.fromisoformat(case.due)
            urgency = "late" if day < self._today else "soon" if day == self._today else ""
            return deadline_cell(due_words(day, self._today, texts), urgency)

        latest = deadline_cell(due_words(date(2000, 1, 1), date(2000, 12, 31), texts), "late")
        longest = (number_cell("A7-000000-H", tag), number_cell("000 000 000 / 0000"))
        columns: tuple[Column[DayCase], ...] = (
            Column(title=texts.text("request.number"), cell=number, width=150, whole=longest),
            Column(
                title=texts.text("request.service"), cell=lambda case: Cell(text=texts.wording(case.service)),
                shortens=True,
            ),
            Column(title=texts.text("request.state"), cell=state, width=150, shortens=True),
            Column(title=texts.text("request.deadline"), cell=due, width=230, whole=(latest,), shortens=True),
        )  # fmt: skip
        return (columns[0], columns[1], columns[3]) if self._context.look.tokens.narrow else columns

    def _on_opened(self, case: object) -> None:
        if isinstance(case, DayCase):
            self.case_opened.emit(case.subject)

    def _lay_out(self) -> None:
        look, text = self._context.look, self._context.texts.text
        narrow, gap = look.tokens.narrow, look.px(6 if look.tokens.narrow else 12)
        main = QVBoxLayout()
        main.setSpacing(gap)
        for title, icon, table in (("received", "inbox", self.received), ("due", "clock", self.due)):
            panel = Panel(look, text(f"day.{title}"), icon=icon, flush=True)
            panel.body.addWidget(table, 1)
            if table is self.received:
                panel.add_foot().addWidget(self._sums, alignment=Qt.AlignmentFlag.AlignRight)
            if narrow:
                table.setMinimumSize(QSize(0, look.px(130)))
            main.addWidget(panel, 1)
        beside = QVBoxLayout()
        beside.setSpacing(gap)
        for title, icon, parts in (
            ("done", "route", (self._done, self._nothing_done)),
            ("open", "circle-dashed", (self._open,)),
        ):
            panel = Panel(look, text(f"day.{title}"), icon=icon)
            for part in parts:
                panel.body.addWidget(part)
            if not narrow:
                panel.setFixedWidth(look.px(SIDE))
            beside.addWidget(panel)
        beside.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap)
        if narrow:
            outer = Scroll(look, spacing=6)
            outer.body.addLayout(main)
            outer.body.addLayout(beside)
            whole.addWidget(outer)
            return
        whole.addLayout(main, 1)
        whole.addLayout(beside)
