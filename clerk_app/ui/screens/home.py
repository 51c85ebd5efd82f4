"""Home: today's requests, and the person whose card is in the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import Counts, ListFilter
from clerk_app.ui.casework.mine_note import MineNote
from clerk_app.ui.commands import Bound
from clerk_app.ui.draft_list import DraftList, DraftRow, draft_rows
from clerk_app.ui.held_visits import HeldVisits
from clerk_app.ui.offline_note import OfflineNote
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.person_beside import PersonBeside
from clerk_app.ui.request_list import Row, rows_of
from clerk_app.ui.request_panel import RequestPanel, Scope
from clerk_app.ui.saying import telling_print
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.stopped_note import StoppedNote
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

type Loaded = tuple[tuple[Row, ...], tuple[DraftRow, ...], Counts]

PAGE = 200
_NOTE_MARGIN = 12
_HELD_MARGIN = 10
SCOPES = ("today", "waiting", "deadline", "portal", "drafts", "all")
NARROW_SCOPES = tuple(scope for scope in SCOPES if scope != "portal")
"""Large text has no room for all of them; the list of requests has that one too."""


class HomeScreen(Screen):
    """The list of requests with the person beside it; F2 begins a request."""

    id = "home"
    title_key = "home.title"
    icon = "store"
    rail_place = "home"

    def __init__(self, place: Workplace, paper: PaperFlow) -> None:
        self._place = place
        self._paper = paper
        self._scope = "today"
        self._shown = False
        place.news.requests_changed.connect(self._on_requests_changed)

    def build(self, context: Context) -> QWidget:
        """The table on the left, the person on the right; under each other where text is large."""
        self._context = context
        self._root = QWidget()
        scopes = NARROW_SCOPES if context.look.tokens.narrow else SCOPES
        self._list = RequestPanel(context, scopes, self._today)
        self._drafts = DraftList(context, self._place, self._load)
        self._list.add_list("drafts", self._drafts)
        self._list.tabs.choose(self._scope)
        self._list.tab_chosen.connect(self._on_tab_chosen)
        self._list.request_opened.connect(self._on_request_opened)
        self._held = HeldVisits(context, self._place, _HELD_MARGIN)
        self._held.chosen.connect(lambda form: context.frame.go("intake", form))
        self._list.add_above(self._held)
        self._list.add_above(OfflineNote(context, self._place))
        self._mine = MineNote(context)
        self._mine.wanted.connect(lambda: context.frame.go("requests", Scope("mine")))
        self._list.add_above(self._mine)
        self._list.add_above(StoppedNote(context, self._place, _NOTE_MARGIN))
        self._person = PersonBeside(context, self._place, self._paper, lambda: self._shown, self._on_new_request)
        narrow = context.look.tokens.narrow
        layout = QVBoxLayout(self._root) if narrow else QHBoxLayout(self._root)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(context.look.px(6 if narrow else 12))
        parts: list[QWidget] = [self._list, self._person.widget]
        for part in reversed(parts) if narrow else parts:
            layout.addWidget(part, 1 if part is self._list else 0)
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        of_row: tuple[Bound, ...] = (
            Bound("print_receipt", self._on_print),
            Bound("open", lambda: self._on_request_opened(self._list.current())),
        )
        if self._scope == "drafts":
            of_row = (Bound("discard_draft", self._drafts.discard), Bound("open", self._drafts.go_on))
        return (
            Bound("new_request", self._on_new_request),
            Bound("read_card", self._place.read_card),
            Bound("exchange_now", self._place.exchange_now),
            *of_row,
            *((Bound("eid", lambda: self._context.frame.go("eid")),) if self._place.actions.eid.allowed() else ()),
            Bound("take_up", self._held.take_up, in_bar=False),
            Bound("day_view", lambda: self._context.frame.go("day")),
            *self._of_person(),
        )

    def _of_person(self) -> tuple[Bound, ...]:
        """What can be done for the person at the counter."""
        person, go = self._place.at_counter.person, self._context.frame.go
        if person is None:
            return ()
        return (
            Bound("her_requests", lambda: go("requests", person.full_name()), in_bar=False),
            Bound("show_jmbg", self._person.unmask, in_bar=False),
            Bound("held", self._person.held, in_bar=False),
        )

    def on_shown(self, subject: object = None) -> None:
        """Load the list anew."""
        del subject
        self._shown = True
        texts = self._context.texts
        self._context.frame.head(texts.text("home.title"), texts.long_date(self._today()))
        self._person.renew()
        self._held.renew()
        self._list.shown_list.setFocus()
        self._load()

    def on_hidden(self) -> None:
        """Stop renewing the list."""
        self._shown = False

    def _today(self) -> date:
        return self._place.clock.local().date()

    def _load(self) -> None:
        """Requests and drafts together, so that every count is of the same moment."""
        actions, zone = self._place.actions, self._place.clock.local().tzinfo
        scope = "today" if self._scope == "drafts" else self._scope

        def read() -> Loaded:
            views = actions.looking.page(ListFilter(scope=scope), limit=PAGE)  # type: ignore[arg-type]
            rows, drafts = rows_of(views, actions.choosing), draft_rows(actions.intake, actions.choosing, zone)
            return rows, drafts, replace(actions.looking.counts(), drafts=len(drafts))

        self._place.reads.submit(
            read, while_alive(self._root, self._on_loaded), while_alive(self._root, self._list.say_failed)
        )

    def _on_loaded(self, loaded: Loaded) -> None:
        rows, drafts, counts = loaded
        texts = self._context.texts
        self._list.show_rows(rows, counts)
        self._mine.show_counts(counts)
        self._list.say_nothing(texts.text(f"home.none.{self._scope}"))
        self._drafts.show_drafts(drafts)
        if self._scope == "drafts":
            self._list.say_count(texts.many("home.drafts", len(drafts)))

    def _on_tab_chosen(self, scope: object) -> None:
        self._scope = str(scope)
        self._context.frame.commands_changed()
        self._load()

    def _on_requests_changed(self, _subjects: object) -> None:
        if self._shown:
            self._load()

    def _on_new_request(self) -> None:
        self._context.frame.go("intake", self._place.at_counter.person)

    def _on_request_opened(self, view: object) -> None:
        if isinstance(view, RequestView):
            self._context.frame.go("detail", view.subject)

    def _on_print(self) -> None:
        view = self._list.current()
        if view is not None:
            self._paper.reprint(view.subject, telling_print(self._context, self._root))
