"""Paper from the screens: receipts to the printing lane, sheets and slips to a file that the system prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.lanes import Progress, Ticket
from clerk_app.ports.desk_file import PrintJob
from clerk_app.ports.paper import EveryPaper, RequestFacts
from clerk_app.ui.tasks import begin_long, while_alive
from clerk_app.ui.workplace import Workplace


class PaperFlow:
    """Begins prints and tells ``News.print_changed`` or ``paper_failed``; opens PDFs in the system's viewer.

    ``keep`` writes PDF bytes where only this user reads them and gives the path; the folder is emptied at the end.
    """

    def __init__(self, place: Workplace, papers: EveryPaper, keep: Callable[[str, bytes], Path]) -> None:
        self._place = place
        self._papers = papers
        self._keep = keep

    def print_original(self, job: bytes, subject: bytes) -> None:
        """Print the receipt of a request just received; with a link it waits a moment for the unique number."""
        wait = self._place.receipt_wait if self._place.link().kind in {"good", "slow"} else 0.0
        printing = self._place.actions.printing
        self._place.paper.submit(
            lambda: printing.print_original(job, subject, wait), self._place.news.print_changed.emit, self._failed
        )

    def reprint(self, subject: bytes, done: Callable[[PrintJob], None] | None = None) -> None:
        """Print again: a second receipt, or a copy that says so; the look at the person is written down first."""
        printing, looking = self._place.actions.printing, self._place.actions.looking

        def run() -> PrintJob:
            looking.note("print", subject)
            return printing.run(printing.reprint(subject).id, subject)

        def finished(job: PrintJob) -> None:
            self._place.news.print_changed.emit(job)
            if done is not None:
                done(job)

        self._place.paper.submit(run, finished, self._failed)

    def show_sheet(self, form: IntakeForm, service: Service) -> None:
        """The filled request before it is received, to be printed and signed."""
        actions, papers = self._place.actions, self._papers

        def draw() -> bytes:
            assessment = actions.intake.assess(form, service)
            labels = actions.looking_up.labels(service, form.values)
            applicant = form.applicant
            if applicant is None:
                return b""
            body = RequestReceived(
                number="",
                service=service.id,
                service_version=service.version,
                applicant=applicant,
                form=assessment.form.values,
                received_local=actions.intake.received_at(form).isoformat(timespec="seconds"),
                clerk=actions.sessions.current().grant.user,
                proofs=form.proofs,
                enclosures=form.enclosures,
                fee=assessment.fee,
                language=form.language,
                representative=form.representative,
                representation=form.representation,
                statements=form.statements,
            )
            issuer = actions.receipting.issuer()
            return papers.request(RequestFacts(issuer=issuer, body=body, service=service, labels=labels))

        self._place.paper.submit(draw, lambda pdf: self._open("request", pdf), self._failed)

    def show_request(self, subject: bytes) -> None:
        """The filled request as it was received."""
        actions, papers = self._place.actions, self._papers

        def draw() -> bytes:
            _view, body = actions.looking.open(subject)
            if body is None:
                return b""
            service = actions.receipting.service(body)
            labels = actions.looking_up.labels(service, body.form)
            issuer = actions.receipting.issuer()
            obtained = actions.systems.ezup.with_case(subject)
            facts = RequestFacts(issuer=issuer, body=body, service=service, labels=labels, obtained=obtained)
            return papers.request(facts)

        self._place.paper.submit(draw, lambda pdf: self._open("request", pdf), self._failed)

    def show_receipts(self, subjects: Sequence[bytes]) -> None:
        """The receipts of several requests as sheets, to be read, kept or printed on A4; each is a look."""
        actions, papers = self._place.actions, self._papers

        def draw() -> bytes:
            for subject in subjects:
                actions.looking.note("print", subject)
            return papers.receipts([actions.receipting.facts(subject, copy=0) for subject in subjects])

        self._place.paper.submit(draw, lambda pdf: self._open("receipts", pdf), self._failed)

    def show_slips(self, subject: bytes) -> None:
        """The payment slips of a request."""
        actions, papers = self._place.actions, self._papers

        def draw() -> list[bytes]:
            _view, body = actions.looking.open(subject)
            return [papers.slip(slip) for slip in actions.systems.payments.slips(subject)] if body else []

        def drawn(slips: list[bytes]) -> None:
            for pdf in slips:
                self._open("slip", pdf)

        self._place.paper.submit(draw, drawn, self._failed)

    def show_drawn(self, name: str, draw: Callable[[EveryPaper], bytes]) -> None:
        """A paper that somebody else draws, opened under a name that says nothing of a person."""
        papers = self._papers
        self._place.paper.submit(lambda: draw(papers), lambda pdf: self._open(name, pdf), self._failed)

    def draw[T](self, draw: Callable[[EveryPaper], T], owner: QObject, done: Callable[[T], None]) -> None:
        """A picture for a screen that is still there when it is drawn."""
        papers = self._papers
        self._place.paper.submit(lambda: draw(papers), while_alive(owner, done), while_alive(owner, self._failed))

    def show_call(self, subject: bytes) -> None:
        """The call to supplement, for the party."""
        actions, papers = self._place.actions, self._papers

        def draw() -> bytes:
            actions.looking.note("print", subject)
            return papers.call(actions.calling.facts(subject))

        self._place.paper.submit(draw, lambda pdf: self._open("call", pdf), self._failed)

    def show_day(self, day: date, language: str) -> None:
        """The sheet of a day."""
        days, papers = self._place.actions.days, self._papers
        self._place.paper.submit(
            lambda: papers.day(days.facts(day, language)), lambda pdf: self._open("day", pdf), self._failed
        )

    def show_held(
        self,
        whose: str | bytes,
        language: str,
        owner: QObject,
        *,
        shown: Progress,
        done: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> Ticket:
        """What we hold on the person with a number, or on the applicant of a request; its looks are noted first."""
        holding, papers = self._place.actions.holding, self._papers

        def draw(told: Progress) -> bytes:
            if isinstance(whose, str):
                return papers.held(holding.of_number(whose, language, told))
            return papers.held(holding.of_request(whose, language, told))

        def drawn(pdf: bytes) -> None:
            if self._shown("held", pdf):
                done()
            else:
                failed(Unavailable("no_pdf_viewer"))

        return begin_long(self._place.long_reads, draw, owner, shown=shown, done=drawn, failed=failed)

    def _failed(self, error: Exception) -> None:
        """Whichever window is there tells it; what is no error of ours is a bug."""
        if not isinstance(error, CounterError):
            raise error
        self._place.news.paper_failed.emit(error)

    def _open(self, name: str, pdf: bytes) -> None:
        if pdf and not self._shown(name, pdf):
            self._failed(Unavailable("no_pdf_viewer"))

    def _shown(self, name: str, pdf: bytes) -> bool:
        """Hand it to the system's viewer; whether there is one."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._keep(name, pdf))))
