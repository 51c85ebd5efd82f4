"""What the clerk can do with the request that is open: print, annul, see what is hidden."""

from __future__ import annotations

from clerk_app.ports.desk_file import PrintJob
from clerk_app.ui.detail.opened import Opened, subject_of
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.held_dialog import HeldDialog
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.reason_dialog import ReasonDialog
from clerk_app.ui.saying import say_error, telling_print
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class Doing:
    """Belongs to one page; ``opened`` is the request it works on."""

    def __init__(self, context: Context, place: Workplace, paper: PaperFlow, page: DetailPage) -> None:
        self._context = context
        self._place = place
        self._paper = paper
        self._page = page
        self.opened: Opened | None = None
        page.form.reveal_wanted.connect(self._on_reveal)
        page.fee.slips_wanted.connect(self.show_slips)
        page.fee.payments_wanted.connect(self.show_payments)
        page.prints.print_again.connect(self.print_again)
        page.prints.seen_whole.connect(self._on_seen_whole)

    @property
    def subject(self) -> bytes:
        """Whose request it is; nothing while none is open."""
        return subject_of(self.opened)

    def print_again(self) -> None:
        """A second receipt, or a copy that says so."""
        if self.opened is not None:
            self._paper.reprint(self.subject, telling_print(self._context, self._page))

    def show_sheet(self) -> None:
        """The filled request on paper."""
        if self.opened is not None:
            self._paper.show_request(self.subject)

    def show_slips(self) -> None:
        """The payment slips."""
        if self.opened is not None:
            self._paper.show_slips(self.subject)

    def show_payments(self) -> None:
        """Go to the payments of the case."""
        if self.opened is not None:
            self._context.frame.go("payments", self.subject)

    def unmask(self) -> None:
        """Show the personal number for a moment; the look is written down first."""
        self._note_look(self._page.show_number)

    def held(self) -> None:
        """Offer the report of what is held on the applicant here."""
        body = self.opened.body if self.opened is not None else None
        if body is not None:
            HeldDialog(
                self._context,
                self._paper,
                self.subject,
                name=body.applicant.spoken_name(),
                language=body.language,
                over=self._page,
            ).open_over()

    def annul(self) -> None:
        """Ask for the reason, and say what will happen."""
        if self.opened is None:
            return
        text = self._context.texts.text
        title = text("detail.annul_title", number=self.opened.view.number)
        dialog = ReasonDialog(
            self._context, title=title, about=text("detail.annul_about"), verb=text("detail.annul_do"), over=self._page
        )
        subject = self.subject
        dialog.reason_given.connect(lambda reason: self._on_reason(subject, str(reason)))
        dialog.open_over()

    def _on_reason(self, subject: bytes, reason: str) -> None:
        annulling = self._place.actions.annulling
        self._place.writes.submit(
            lambda: annulling.annul(subject, reason),
            while_alive(self._page, lambda _entry: self._on_annulled(subject)),
            self._failed,
        )

    def _on_annulled(self, subject: bytes) -> None:
        self._place.news.requests_changed.emit(frozenset({subject}))
        self._context.frame.say(self._context.texts.text("detail.annulled"), "info")

    def _on_seen_whole(self, job: object) -> None:
        if isinstance(job, PrintJob):
            confirm = self._place.actions.printing.confirm
            self._place.writes.submit(lambda: confirm(job), self._place.news.print_changed.emit, self._failed)

    def _on_reveal(self) -> None:
        self._note_look(self._page.form.reveal)

    def _note_look(self, then: object) -> None:
        looking, subject = self._place.actions.looking, self.subject
        if subject and callable(then):
            shown = while_alive(self._page, lambda _none: then())
            self._place.writes.submit(lambda: looking.note("unmask", subject), shown, self._failed)

    def _failed(self, error: Exception) -> None:
        say_error(self._context, error)
