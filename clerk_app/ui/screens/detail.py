"""Detail: everything about one request, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clerk_app.ports.desk_file import Bodies, PrintJob, PrintJobs
from clerk_app.ui.acts.doing import ActDoing
from clerk_app.ui.casework.doing import CaseDoing
from clerk_app.ui.commands import Bound
from clerk_app.ui.delivery.doing import DeliveryDoing
from clerk_app.ui.detail.correcting import Correcting
from clerk_app.ui.detail.doing import Doing
from clerk_app.ui.detail.opened import Opened, Opening, ToCorrect
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.intake.state import Another
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.records.doing import RecordsDoing
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class DetailScreen(Screen):
    """Shows the request that ``go`` names by its subject; opening it is a look and is written down."""

    id = "detail"
    title_key = "detail.title"
    icon = "file-text"
    rail_place = "requests"

    def __init__(self, place: Workplace, paper: PaperFlow, jobs: PrintJobs, bodies: Bodies) -> None:
        self._place = place
        self._paper = paper
        self._opening = Opening(place, jobs, bodies)
        self._subject = b""
        self._shown = False
        self._correct_next = False
        place.news.requests_changed.connect(self._on_requests_changed)
        place.news.print_changed.connect(self._on_print_changed)

    def build(self, context: Context) -> QWidget:
        """The page, and what is done with what it shows."""
        self._context = context
        self._go = context.frame.go
        self._page = DetailPage(context, self._place)
        self._page.attention_wanted.connect(lambda: context.frame.go("attention", self._subject))
        self._doing = Doing(context, self._place, self._paper, self._page)
        self._correcting = Correcting(context, self._place, self._page)
        self._acts = ActDoing(context, self._place, self._paper, self._page)
        self._case = CaseDoing(context, self._place, self._paper, self._page, self._correcting.supplement)
        self._records = RecordsDoing(context, self._place, self._paper, self._page)
        self._delivery = DeliveryDoing(context, self._place, self._paper, self._page)
        return self._page

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here; while the form is being corrected, sending and leaving it."""
        doing, correcting, opened = self._doing, self._correcting, self._doing.opened
        if self._page.correcting:
            files = (Bound("add_file", correcting.ask_file),) if self._page.supplementing else ()
            return (Bound("confirm", correcting.send), *files, Bound("back", correcting.leave))
        bound = [*self._case.commands(), *self._acts.commands(), *self._delivery.commands()]
        bound += [Bound("print_receipt", doing.print_again), Bound("print_sheet", doing.show_sheet)]
        if opened is not None and opened.body is not None and opened.view.origin == "here":
            another = Another(opened.view.subject, opened.body)
            bound.append(Bound("next_service", lambda: self._go("intake", another)))
        if opened is not None and opened.view.fee_total:
            bound.append(Bound("payment", doing.show_payments))
        if opened is not None and not opened.view.annulled:
            bound += [Bound("amend", correcting.begin), Bound("annul", doing.annul)]
        bound += self._records.commands()
        if opened is not None and opened.body is not None:
            bound.append(Bound("held", doing.held, in_bar=False))
        back = Bound("back", self._context.frame.back)
        return (*bound, Bound("show_jmbg", doing.unmask, in_bar=False), back)

    def on_shown(self, subject: object = None) -> None:
        """Open the request, or the one that was open before."""
        self._shown = True
        self._correct_next = isinstance(subject, ToCorrect)
        named = subject.subject if isinstance(subject, ToCorrect) else subject
        self._subject = named if isinstance(named, bytes) else self._subject
        wanted = self._subject
        if self._doing.opened is not None and self._doing.opened.view.subject != wanted:
            self._forget()
        if wanted:
            self._place.reads.submit(
                lambda: self._opening.open(wanted),
                while_alive(self._page, self._on_opened),
                while_alive(self._page, lambda error: say_error(self._context, error)),
            )

    def _forget(self) -> None:
        """Until the next request is read no key does anything to the one that was shown before."""
        self._doing.opened = self._correcting.opened = self._records.opened = None
        self._acts.opened = self._delivery.opened = None
        self._case.forget()
        self._context.frame.commands_changed()

    def on_hidden(self) -> None:
        """Stop renewing, and show nothing special when it comes back."""
        self._shown = False
        self._page.form.hide_again()
        self._page.set_correcting(on=False)

    def _on_opened(self, opened: Opened | None) -> None:
        if opened is None or not self._shown or opened.view.subject != self._subject:
            return
        self._doing.opened = self._correcting.opened = self._records.opened = opened
        self._page.show_request(opened)
        self._case.show(opened)
        self._acts.show(opened)
        self._delivery.show(opened)
        title = self._context.texts.wording(opened.name)
        self._context.frame.head(title, opened.view.applicant, self._page.chips(opened.view))
        self._context.frame.commands_changed()
        if self._correct_next:
            self._correct_next = False
            self._correcting.begin()

    def _renew(self) -> None:
        wanted = self._subject
        if self._shown and wanted:
            self._place.reads.submit(lambda: self._opening.renew(wanted), while_alive(self._page, self._on_opened))

    def _on_requests_changed(self, subjects: object) -> None:
        if not subjects or (isinstance(subjects, frozenset) and self._subject in subjects):
            self._renew()

    def _on_print_changed(self, job: object) -> None:
        if isinstance(job, PrintJob) and job.subject == self._subject:
            self._renew()
