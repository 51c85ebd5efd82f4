"""The panel that lists requests: tabs with counts, the table, the legend of its marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableView, QWidget

from clerk_app.domain.errors import CounterError
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import Counts
from clerk_app.ui.request_list import MARKS, RequestCells, Row
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.tab_bar import CountTabBar
from clerk_app.ui.widgets.table import Table

_MOST_WHOLE = 5
"""So many tabs have room for their whole words where text is large."""
LEGEND = ("waiting", "sending", "accepted", "held", "refused")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which tab of the list of requests to open."""

    name: str


class RequestPanel(Panel):
    """``tab_chosen`` gives a scope, ``request_opened`` the view of a row."""

    tab_chosen = Signal(object)
    request_opened = Signal(object)

    def __init__(self, context: Context, scopes: Sequence[str], today: Callable[[], date]) -> None:
        super().__init__(context.look, flush=True)
        self._context = context
        text, narrow = context.texts.text, context.look.tokens.narrow
        self.tabs = CountTabBar(context.look, text("home.tabs"))
        for place, scope in enumerate(scopes):
            short = f"home.tab_short.{scope}"
            whole = text(f"home.tab.{scope}")
            brief = narrow and len(scopes) > _MOST_WHOLE and context.texts.has(short)
            self.tabs.add_tab(scope, text(short) if brief else whole)
            self.tabs.setTabToolTip(place, whole)
        self.tabs.tab_chosen.connect(self._on_tab_chosen)
        cells = RequestCells(context.texts, today)
        columns = cells.narrow_columns() if narrow else cells.columns()
        lines = 2 if narrow else 1
        self.table = Table[Row](context.look, text("home.table"), columns, lambda row: row.view.subject, lines=lines)
        self.table.row_opened.connect(self._on_row_opened)
        self._scopes = tuple(scopes)
        self._lists: dict[str, QTableView] = {}
        self._rows = Label(context.look, "", style="small", role="text_3")
        self.body.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.table, 1)
        self._add_legend()

    def add_above(self, widget: QWidget) -> None:
        """Put a note or a field between the tabs and the table."""
        self.body.insertWidget(self.body.indexOf(self.table), widget)

    def add_list(self, scope: str, table: QTableView) -> None:
        """Show another table under the tab of one scope."""
        self._lists[scope] = table
        self.body.insertWidget(self.body.indexOf(self.table) + 1, table, 1)
        table.hide()

    @property
    def shown_list(self) -> QTableView:
        """The table under the tab that is chosen."""
        return self._lists.get(str(self.tabs.tabData(self.tabs.currentIndex())), self.table)

    def say_nothing(self, words: str) -> None:
        """Tell why there are no rows, where there are none."""
        self.table.say_nothing("" if self.table.rows_model.rows else words)

    def say_failed(self, error: Exception) -> None:
        """Tell in place of rows why they cannot be read; whoever may see none is told that."""
        if not isinstance(error, CounterError):
            raise error
        self.show_rows(())
        texts = self._context.texts
        refused = error.code == "not_permitted"
        self.say_nothing(texts.text("home.not_permitted") if refused else error_words(error, texts))

    def say_count(self, words: str) -> None:
        """How many rows, under the table."""
        self._rows.set_text(words)

    def show_rows(self, rows: Sequence[Row], counts: Counts | None = None) -> None:
        """Renew the rows, and the counts of the tabs that have one."""
        self.table.set_rows(rows)
        self.say_count(self._context.texts.many("home.rows", len(rows)))
        for scope in self._scopes:
            if counts is not None and hasattr(counts, scope):
                self.tabs.set_count(scope, getattr(counts, scope))

    def current(self) -> RequestView | None:
        """The request that is chosen."""
        row = self.table.current_row()
        return row.view if row is not None else None

    def _on_tab_chosen(self, scope: object) -> None:
        shown, tables = self.shown_list, (self.table, *self._lists.values())
        focused = any(table.hasFocus() for table in tables)
        shown.show()
        if focused:
            shown.setFocus()  # before the other goes, or the focus would leave the panel with it
        for table in tables:
            table.setVisible(table is shown)
        self.tab_chosen.emit(scope)

    def _on_row_opened(self, row: object) -> None:
        if isinstance(row, Row):
            self.request_opened.emit(row.view)

    def _add_legend(self) -> None:
        if self.look.tokens.narrow:
            self._rows.hide()
            return
        foot = self.add_foot()
        foot.setSpacing(self.look.px(8))
        for mark in LEGEND:
            icon, role = MARKS[mark]
            foot.addWidget(Chip(self.look, self._context.texts.text(f"mark.{mark}"), role, icon))
        foot.addStretch()
        foot.addWidget(self._rows)
