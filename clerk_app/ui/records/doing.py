"""What is done with the records of a case that is open: asked for, read, put with the case, stated by the party."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.actions.ezup_reading import OpenedRecord
from clerk_app.domain.errors import CounterError
from clerk_app.domain.ezup import Query
from clerk_app.ui.casework.recording import Recording
from clerk_app.ui.commands import Bound
from clerk_app.ui.detail.opened import Opened, subject_of
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.records.record_dialog import RecordDialog
from clerk_app.ui.records.statement_dialog import StatementDialog
from clerk_app.ui.records.words import state_of
from clerk_app.ui.screen import Context
from clerk_app.ui.workplace import Workplace


class RecordsDoing:
    """Belongs to one page; ``opened`` is the case that it works on."""

    def __init__(self, context: Context, place: Workplace, paper: PaperFlow, page: DetailPage) -> None:
        self._context = context
        self._place = place
        self._paper = paper
        self._page = page
        self._recording = Recording(context, place, page)
        self.opened: Opened | None = None
        page.records.ask_all.connect(self.ask)
        page.records.asked.connect(self._on_asked)
        page.records.opened.connect(self._on_opened)
        page.records.print_wanted.connect(self._on_print)
        page.records.statement_wanted.connect(self.state)
        page.records.log_wanted.connect(lambda: context.frame.go("ezup_log"))

    def commands(self) -> Sequence[Bound]:
        """Bound where the case has records and whoever is signed in may ask for them."""
        if self.opened is None or not self.opened.records or self.opened.view.annulled or not self._allowed():
            return ()
        able = any(one.is_due and not self.opened.refusal(one) for one in self.opened.records)
        asking = (Bound("obtain_records", self.ask, in_bar=False),) if able else ()
        return (*asking, Bound("record_statement", self.state, in_bar=False))

    def ask(self) -> None:
        """Ask for everything that can be asked for."""
        self._ask(())

    def state(self) -> None:
        """Ask what the party says."""
        if self.opened is not None and self.opened.records:
            dialog = StatementDialog(self._context, self.opened.records, over=self._page)
            dialog.statement_given.connect(self._on_stated)
            dialog.open_over()

    def _on_asked(self, place: object) -> None:
        """What is with the case already is asked for again only by a second word: each query is one more access."""
        if self.opened is None or not isinstance(place, tuple):
            return
        record = next((one for one in self.opened.records if one.place == place), None)
        if record is None or state_of(record) != "attached":
            self._ask((place,))
            return
        text = self._context.texts.text
        dialog = DialogOver(
            self._context,
            title=text("ezup.again_title"),
            about=text("ezup.again_about", record=record.proof.label),
            verb=text("ezup.again"),
            leave=text("ezup.again_leave"),
            over=self._page,
        )
        dialog.accepted.connect(lambda: self._ask((place,)))
        dialog.open_over()

    def _ask(self, wanted: Sequence[tuple[str, str]]) -> None:
        subject, ezup = subject_of(self.opened), self._place.actions.systems.ezup

        def asked(count: int) -> None:
            self._page.tabs.choose("records")
            self._recording.tell(subject, self._context.texts.many("ezup.asked_now", count))
            self._place.exchange_now()

        self._recording.write(lambda: ezup.ask(subject, wanted), asked)

    def _on_stated(self, given: object) -> None:
        if not isinstance(given, tuple):
            return
        (choices, signed), subject, ezup = given, subject_of(self.opened), self._place.actions.systems.ezup
        self._recording.record(subject, lambda: ezup.state(subject, choices, signed), "ezup.stated_now")

    def _on_opened(self, query: object) -> None:
        """Read a record: the look is written down before it is shown."""
        if not isinstance(query, Query):
            return
        subject, ezup, seq = subject_of(self.opened), self._place.actions.systems.ezup, query.seq
        self._recording.write(lambda: ezup.open(subject, seq), lambda record: self._show(subject, record))

    def _on_print(self, query: object) -> None:
        """The paper that is with the case; that it is printed is written down before it is shown."""
        if isinstance(query, Query):
            subject, ezup, seq = subject_of(self.opened), self._place.actions.systems.ezup, query.seq
            self._paper.show_drawn("record", lambda _papers: ezup.printed(subject, seq))

    def _show(self, subject: bytes, record: OpenedRecord) -> None:
        if subject != subject_of(self.opened):
            return
        dialog = RecordDialog(self._context, record, self._place.clock.local(), over=self._page)
        dialog.attach_wanted.connect(lambda keys: self._attach(subject, record, tuple(keys)))
        dialog.open_over()
        self._place.news.requests_changed.emit(frozenset({subject}))

    def _attach(self, subject: bytes, record: OpenedRecord, keys: tuple[str, ...]) -> None:
        """Fill first, while what was told is still here; then put the paper with the case."""
        ezup, seq = self._place.actions.systems.ezup, record.query.seq

        def work() -> None:
            if keys:
                ezup.fill(subject, seq, keys)
            ezup.attach(subject, seq, keys)

        self._recording.record(subject, work, "ezup.attached_now")

    def _allowed(self) -> bool:
        try:
            return self._place.actions.systems.ezup.allowed()
        except CounterError:
            return False
