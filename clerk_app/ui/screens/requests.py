"""Requests: the whole list with its own search; a code typed or scanned here is verified, or opens its case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.domain import portal_codes, receipts
from clerk_app.domain.errors import SignIn
from clerk_app.domain.requests import FINISHED, RequestView
from clerk_app.lanes import Ticket
from clerk_app.ports.desk_file import Counts, ListFilter
from clerk_app.ui.commands import Bound
from clerk_app.ui.filing_verdict import FilingVerdict
from clerk_app.ui.neighbours_note import Elsewhere, NeighboursNote, lines_of
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.portal_words import is_filed
from clerk_app.ui.receipt_verdict import ReceiptVerdict
from clerk_app.ui.request_list import Row, rows_of, urgency
from clerk_app.ui.request_panel import RequestPanel, Scope
from clerk_app.ui.saying import telling_print
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.search_field import SearchField
from clerk_app.ui.workplace import Workplace

PAGE = 500
FOUND = 200
SCOPES = ("all", "mine", "unassigned", "portal", "waiting", "deadline", "attention")
NARROW_SCOPES = tuple(scope for scope in SCOPES if scope != "waiting")
"""Large text has no room for all of them; what waits for the centre has its tab on the first screen."""
BY_DUE = ("mine", "unassigned", "deadline")
_CODE_LENGTH = 1000
type Order = Literal["newest", "due"]


class RequestsScreen(Screen):
    """Keeps what was searched for and the scope; a text given as subject is searched for."""

    id = "requests"
    title_key = "requests.title"
    icon = "files"
    rail_place = "requests"

    def __init__(self, place: Workplace, paper: PaperFlow) -> None:
        self._place = place
        self._paper = paper
        self._scope, self._text = "all", ""
        self._shown = False
        self._asked = Ticket()
        place.news.requests_changed.connect(self._on_requests_changed)

    def build(self, context: Context) -> QWidget:
        """A search field over the list, and the verdict on a receipt when one is asked for."""
        self._context = context
        self._root = QWidget()
        text = context.texts.text
        scopes = NARROW_SCOPES if context.look.tokens.narrow else SCOPES
        self._scope = self._scope if self._scope in scopes else scopes[0]
        self._list = RequestPanel(context, scopes, self._today)
        self._list.tabs.choose(self._scope)
        self._list.tab_chosen.connect(self._on_tab_chosen)
        self._list.request_opened.connect(self._on_request_opened)
        self._field = SearchField(context.look, self._list.table, longest=_CODE_LENGTH)
        self._field.setText(self._text)
        self._field.textChanged.connect(self._on_typed)
        self._field.entered.connect(self._on_entered)
        self._verdict = ReceiptVerdict(context, self._place)
        self._verdict.hide()
        self._filing = FilingVerdict(context, self._place)
        self._filing.found.connect(lambda subject: context.frame.go("detail", subject))
        self._filing.hide()
        layout = QVBoxLayout(self._root)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(context.look.px(6))
        layout.addWidget(FieldRow(context.look, text("requests.search"), self._field, hint=text("requests.hint")))
        layout.addWidget(self._verdict)
        layout.addWidget(self._filing)
        self._neighbours = NeighboursNote(context)
        layout.addWidget(self._neighbours)
        layout.addWidget(self._list, 1)
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        return (
            Bound("open", lambda: self._on_request_opened(self._list.current())),
            Bound("narrow_list", self._on_narrow),
            Bound("new_request", lambda: self._context.frame.go("intake")),
            Bound("print_receipt", self._on_print),
            Bound("exchange_now", self._place.exchange_now),
            Bound("back", self._context.frame.back),
        )

    def on_shown(self, subject: object = None) -> None:
        """Load the list; a text is searched for, and looked into when it is a code; a ``Scope`` is chosen."""
        self._shown = True
        if isinstance(subject, Scope):
            self._field.setText("")
            self._list.tabs.choose(subject.name)
        if isinstance(subject, str):
            self._field.setText(subject)
            if is_code(subject):
                self._on_entered()
        self._on_narrow()
        self._load()

    def on_hidden(self) -> None:
        """Stop renewing the list."""
        self._shown = False

    def _today(self) -> date:
        return self._place.clock.local().date()

    def _load(self) -> None:
        """Ask for what is typed and chosen now; an answer to an earlier question is dropped."""
        actions, scope, text, today = self._place.actions, self._scope, self._text, self._today()
        me = _user(self._place)
        order: Order = "due" if scope in BY_DUE else "newest"
        self._asked.cancel()

        def read() -> tuple[tuple[Row, ...], Counts, Elsewhere]:
            if text:
                found = actions.looking.find(text, limit=FOUND)
                views = tuple(view for view in found if within(view, scope, today, me))
            else:
                wanted = ListFilter(scope=scope, handler=me, order=order)  # type: ignore[arg-type]
                views = actions.looking.page(wanted, limit=PAGE)
            elsewhere = lines_of(actions.looking.neighbours(text), actions.choosing) if text or scope == "all" else ()
            return rows_of(views, actions.choosing), actions.looking.counts(), elsewhere

        self._asked = self._place.reads.submit(
            read,
            while_alive(self._root, self._on_loaded),
            while_alive(self._root, self._list.say_failed),
        )

    def _on_loaded(self, loaded: tuple[tuple[Row, ...], Counts, Elsewhere]) -> None:
        rows, counts, elsewhere = loaded
        self._neighbours.show_found(elsewhere, searched=bool(self._text))
        self._list.show_rows(rows, counts)
        texts = self._context.texts
        self._list.say_nothing(texts.text("requests.none_found" if self._text else f"home.none.{self._scope}"))
        told = texts.many("requests.found", len(rows)) if self._text else texts.many("home.rows", len(rows))
        self._context.frame.head(texts.text("requests.title"), told)

    def _on_typed(self, text: str) -> None:
        self._verdict.hide()
        self._filing.hide()
        self._text = "" if is_code(text) else text.strip()
        if not is_code(text):
            self._load()

    def _on_entered(self) -> None:
        text = self._field.text()
        if receipts.is_code(text):
            self._verdict.check(text)
            return
        if portal_codes.is_code(text):
            self._filing.check(text)
            return
        self._on_request_opened(self._list.current())

    def _on_tab_chosen(self, scope: object) -> None:
        self._scope = str(scope)
        self._load()

    def _on_requests_changed(self, _subjects: object) -> None:
        if self._shown:
            self._load()

    def _on_narrow(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    def _on_request_opened(self, view: object) -> None:
        if isinstance(view, RequestView):
            self._context.frame.go("detail", view.subject)

    def _on_print(self) -> None:
        view = self._list.current()
        if view is not None:
            self._paper.reprint(view.subject, telling_print(self._context, self._root))


def is_code(text: str) -> bool:
    """Whether it is the code of a receipt or of a filing."""
    return receipts.is_code(text) or portal_codes.is_code(text)


def _user(place: Workplace) -> str:
    """The user name of whoever is signed in; empty behind the lock, where nothing is read."""
    try:
        return place.actions.sessions.current().grant.user
    except SignIn:
        return ""


def within(view: RequestView, scope: str, today: date, me: str) -> bool:
    """Whether a found request belongs to the scope that is chosen."""
    return {
        "waiting": not view.registered and not view.annulled,
        "deadline": bool(urgency(view, today)),
        "portal": is_filed(view) and view.state not in FINISHED,
        "attention": view.mark in {"held", "refused"},
        "mine": view.handler == me and view.state not in FINISHED,
        "unassigned": view.registered and not view.handler and view.state not in FINISHED,
    }.get(scope, True)
