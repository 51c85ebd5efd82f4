"""The page of the log: days and a few letters above, the table of accesses, and all of the chosen one beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.contract.ezup import LogPage, LogReading, LogRow
from clerk_app.ui.link_words import local_time
from clerk_app.ui.records.words import reason_text, record_look
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.cells import Cell, Column, state_cell
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import DateField, TextField
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.table import Table

SIDE = 372


class EzupLogPage(QWidget):
    """``wanted`` asks for the log of the days and words that are entered."""

    wanted = Signal()

    def __init__(self, context: Context, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._context = context
        self._now = now
        self._names: Mapping[str, str] = {}
        look, text = context.look, context.texts.text
        self.since, self.until = DateField(look), DateField(look)
        self.search = TextField(look)
        self.search.returnPressed.connect(self.wanted)
        self.table = Table[LogRow](look, text("ezup_log.rows"), self._columns(), lambda row: (row.desk, row.seq))
        self.table.row_chosen.connect(self._on_chosen)
        self._more = Label(look, text("ezup_log.more"), role="text_2", wrap=True)
        self._more.setVisible(False)
        self.chosen = KeyValues(look, label_width=120)
        self._lay_out()

    def set_days(self, since: date, until: date) -> None:
        """Enter the days."""
        self.since.set_date(since)
        self.until.set_date(until)

    def days(self) -> tuple[date | None, date | None]:
        """The days that are entered; nothing for what is no date."""
        return self.since.date(), self.until.date()

    def search_text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    def show_log(self, page: LogPage, names: Mapping[str, str]) -> None:
        """Show a page of the log; ``names`` are the services that the catalogue knows, by their ids."""
        self._names = names
        self.table.set_rows(page.rows)
        self.table.say_nothing(self._context.texts.text("ezup_log.nothing"))
        self._more.setVisible(page.more)
        if page.rows:
            self.table.selectRow(0)
        self._on_chosen(page.rows[0] if page.rows else None)

    def _on_chosen(self, row: object) -> None:
        self.chosen.show_rows(self._rows(row) if isinstance(row, LogRow) else [])

    def _rows(self, row: LogRow) -> list[tuple[str, str]]:
        """Everything that the log has of one access."""
        text = self._context.texts.text
        use = [("shown", row.shown), ("printed", row.printed), ("attached", bool(row.attached))]
        told = [
            ("when", self._moment(row.made)),
            ("who", f"{row.user_name} ({row.user})"),
            ("desk", row.desk),
            ("entry", str(row.seq)),
            ("case", row.number),
            ("procedure", self._names.get(row.procedure, row.procedure)),
            ("rap", row.rap),
            ("record", row.title or row.dataset),
            ("key", row.key),
            ("basis", row.legal_basis),
            ("purpose", row.purpose),
            ("statement", row.statement),
            ("outcome", " · ".join(filter(None, (self._state(row), reason_text(row.reason, self._context.texts))))),
            ("answered", self._moment(row.answered) if row.answered else ""),
            ("digest", row.digest[:16]),
            ("read", "; ".join(self._reading(one) for one in row.readings)),
            ("use", ", ".join(text(f"ezup_log.{name}") for name, done in use if done)),
            ("grant", row.grant),
        ]
        return [(text(f"ezup_log.{name}"), value) for name, value in told if value]

    def _columns(self) -> tuple[Column[LogRow], ...]:
        text = self._context.texts.text

        def of(name: str, said: Callable[[LogRow], str], width: int = 0, *, shortens: bool = False) -> Column[LogRow]:
            return Column(
                title=text(f"ezup_log.{name}"), cell=lambda row: Cell(text=said(row)), width=width, shortens=shortens
            )

        columns: tuple[Column[LogRow], ...] = (
            of("when", lambda row: self._moment(row.made), 130),
            of("who", lambda row: row.user_name or row.user, 140, shortens=True),
            of("case", lambda row: row.number, 110),
            of("record", lambda row: row.title or row.dataset, shortens=True),
            Column(
                title=text("ezup_log.outcome"),
                cell=lambda row: state_cell(self._state(row), *record_look(row.state)),
                width=190,
                shortens=True,
            ),
        )
        return (columns[0], columns[3]) if self._context.look.tokens.narrow else columns

    def _state(self, row: LogRow) -> str:
        texts, key = self._context.texts, f"ezup_log.state.{row.state}"
        return texts.text(key) if texts.has(key) else row.state

    def _reading(self, one: LogReading) -> str:
        """Who read it, when, and whether on paper."""
        on_paper = self._context.texts.text("ezup_log.printed") if one.how == "paper" else ""
        return ", ".join(filter(None, (one.user_name or one.user, self._moment(one.made), on_paper)))

    def _moment(self, at: int) -> str:
        return self._context.texts.moment(local_time(at, self._now().tzinfo))

    def _lay_out(self) -> None:
        look, text = self._context.look, self._context.texts.text
        narrow, gap = look.tokens.narrow, look.px(6 if look.tokens.narrow else 12)
        listed = Panel(look, text("ezup_log.rows"), icon="database", flush=True)
        listed.body.addWidget(self.table, 1)
        listed.add_foot().addWidget(self._more)
        beside = Panel(look, text("ezup_log.chosen"), icon="info")
        beside.body.addWidget(self.chosen)
        beside.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap)
        if narrow:
            self.table.setMinimumSize(QSize(0, look.px(130)))
            outer = Scroll(look, spacing=6)
            outer.body.addLayout(self._asked(gap))
            outer.body.addWidget(listed)
            outer.body.addWidget(beside)
            whole.addWidget(outer)
            return
        aside = Scroll(look, spacing=0)
        aside.setFixedWidth(look.px(SIDE))
        aside.body.addWidget(beside)
        body = QHBoxLayout()
        body.setSpacing(gap)
        body.addWidget(listed, 1)
        body.addWidget(aside)
        whole.addLayout(self._asked(gap))
        whole.addLayout(body, 1)

    def _asked(self, gap: int) -> QVBoxLayout:
        """Days, words and the button; where text is large the words have a line of their own."""
        look, text = self._context.look, self._context.texts.text
        narrow = look.tokens.narrow
        find = Button(look, text("command.search_log"), icon="search", keys=self._context.commands.keys("search_log"))
        find.clicked.connect(self.wanted)
        asked = QVBoxLayout()
        days = QHBoxLayout()
        words = QHBoxLayout() if narrow else days
        for row in (asked, days, words):
            row.setSpacing(gap)
        for row, name, control in (
            (days, "since", self.since),
            (days, "until", self.until),
            (words, "hint", self.search),
        ):
            row.addWidget(FieldRow(look, text(f"ezup_log.{name}"), control), int(narrow or control is self.search))
        words.addWidget(find)
        asked.addLayout(days)
        if narrow:
            asked.addLayout(words)
        return asked
