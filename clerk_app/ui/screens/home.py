"""Home: today's requests, and the person whose card is in the reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerk_app.ports.cards import CardTrouble, TextRead
from clerk_app.ports.desk_file import Counts, ListFilter
from clerk_app.ui.commands import Bound
from clerk_app.ui.person_panel import PersonPanel
from clerk_app.ui.request_list import MARKS, RequestCells, Row, rows_of
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.tab_bar import CountTabBar
from clerk_app.ui.widgets.table import Table
from clerk_app.ui.workplace import Workplace

PAGE = 200
UNMASKED_SECONDS = 10
_TABS: tuple[str, ...] = ("today", "waiting", "deadline", "all")


class HomeScreen(Screen):
    """The list of requests with the person panel beside it; F2 begins a request."""

    id = "home"
    title_key = "home.title"
    icon = "store"
    rail_place = "home"

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._scope = "today"
        self._shown = False
        place.news.requests_changed.connect(self._on_requests_changed)
        place.at_counter.person_changed.connect(self._on_person_changed)

    def build(self, context: Context) -> QWidget:
        """The table on the left, the person on the right; under each other where text is large."""
        self._context = context
        self._root = QWidget()
        self._tabs = CountTabBar(context.look, context.texts.text("home.tabs"))
        for tab in _TABS:
            self._tabs.add_tab(tab, context.texts.text(f"home.tab.{tab}"))
        self._tabs.tab_chosen.connect(self._on_tab_chosen)
        cells = RequestCells(context.texts, self._today)
        narrow = context.look.tokens.narrow
        columns = cells.narrow_columns() if narrow else cells.columns()
        name = context.texts.text("home.table")
        self._table = Table[Row](context.look, name, columns, lambda row: row.view.subject, lines=2 if narrow else 1)
        self._table.row_opened.connect(self._on_row_opened)
        self._person = PersonPanel(context)
        self._person.new_request.connect(self._on_new_request)
        self._lay_out()
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        return (
            Bound("new_request", self._on_new_request),
            Bound("read_card", self._place.read_card),
            Bound("exchange_now", self._place.exchange_now),
            Bound("print_receipt", self._on_print),
            Bound("show_jmbg", self._on_unmask, in_bar=False),
            Bound("open", self._on_open),
        )

    def on_shown(self, subject: object = None) -> None:
        """Load the list anew."""
        del subject
        self._shown = True
        texts = self._context.texts
        self._context.frame.head(texts.text("home.title"), texts.long_date(self._today()))
        self._person.show_person(self._place.at_counter)
        self._load()

    def on_hidden(self) -> None:
        """Stop renewing the list."""
        self._shown = False

    def _today(self) -> date:
        return self._place.clock.local().date()

    def _load(self) -> None:
        actions, scope = self._place.actions, self._scope

        def read() -> tuple[tuple[Row, ...], Counts]:
            views = actions.requests.page(ListFilter(scope=scope), limit=PAGE)  # type: ignore[arg-type]
            return rows_of(views, actions.choosing), actions.requests.counts()

        self._place.reads.submit(read, while_alive(self._root, self._on_loaded))

    def _on_loaded(self, loaded: tuple[tuple[Row, ...], Counts]) -> None:
        rows, counts = loaded
        self._table.set_rows(rows)
        for tab in ("today", "waiting", "deadline"):
            self._tabs.set_count(tab, getattr(counts, tab))
        self._foot.set_text(self._context.texts.many("home.rows", len(rows)))

    def _on_tab_chosen(self, tab: object) -> None:
        self._scope = str(tab)
        self._load()

    def _on_requests_changed(self, _subjects: object) -> None:
        if self._shown:
            self._load()

    def _on_person_changed(self, news: object) -> None:
        if not self._shown:
            return
        self._person.show_person(self._place.at_counter)
        if isinstance(news, TextRead) and not isinstance(QApplication.focusWidget(), QLineEdit):
            self._person.button.setFocus()
        if isinstance(news, CardTrouble):
            texts = self._context.texts
            self._context.frame.say(texts.text(f"error.{news.error.code}", **news.error.params), "warning")

    def _on_unmask(self) -> None:
        person = self._place.at_counter.person
        if person is None:
            return
        looking = self._place.actions.looking
        self._place.writes.submit(lambda: looking.note("unmask", bytes(16)))
        self._person.show_number(person)
        QTimer.singleShot(UNMASKED_SECONDS * 1000, self._person, self._hide_number)

    def _hide_number(self) -> None:
        person = self._place.at_counter.person
        if person is not None:
            self._person.hide_number(person)

    def _on_new_request(self) -> None:
        self._context.frame.go("intake", self._place.at_counter.person)

    def _on_open(self) -> None:
        row = self._table.current_row()
        if row is not None:
            self._on_row_opened(row)

    def _on_row_opened(self, row: object) -> None:
        if isinstance(row, Row):
            self._context.frame.go("detail", row.view.subject)

    def _on_print(self) -> None:
        row = self._table.current_row()
        if row is None:
            return
        subject, printing = row.view.subject, self._place.actions.printing
        self._place.paper.submit(
            lambda: printing.run(printing.reprint(subject).id, subject),
            while_alive(self._root, self._place.news.print_changed.emit),
        )

    def _lay_out(self) -> None:
        look = self._context.look
        list_panel = Panel(look, flush=True)
        list_panel.body.addWidget(self._tabs)
        list_panel.body.addWidget(self._table, 1)
        foot = list_panel.add_foot()
        for mark in ("waiting", "sending", "accepted", "held", "refused"):
            icon, role = MARKS[mark]
            foot.addWidget(Chip(look, self._context.texts.text(f"mark.{mark}"), role, icon))
        foot.addStretch()
        self._foot = Label(look, "", style="small", role="text_3")
        foot.addWidget(self._foot)
        layout: QHBoxLayout | QVBoxLayout = QVBoxLayout() if look.tokens.narrow else QHBoxLayout()
        parts: list[QWidget] = [self._person, list_panel] if look.tokens.narrow else [list_panel, self._person]
        for part in parts:
            layout.addWidget(part, 1 if part is list_panel else 0)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(12))
        self._root.setLayout(layout)
