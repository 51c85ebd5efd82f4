"""What is done with the request that is being taken: saved, given files, printed for signing, received."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from clerk_app.actions import visiting
from clerk_app.actions.desk import DeskActions
from clerk_app.actions.inbox import Consenting
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.catalogue import Service
from clerk_app.domain.delivery_bodies import ConsentWay
from clerk_app.domain.errors import DESK_RESTORED, CounterError, Damaged, Invalid
from clerk_app.ports.desk_file import NewPrintJob, Received
from clerk_app.ports.files import LightPage
from clerk_app.ui.intake.state import STEPS
from clerk_app.ui.intake.taking import Taking
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

_SAVE_AFTER = 400  # ms after the first key that is not kept yet


class Doing(QWidget):
    """``saved`` gives the words for the draft, ``changed`` a new form, ``step_wanted`` where something is missing."""

    saved = Signal(object)
    changed = Signal(object)
    step_wanted = Signal(object)

    def __init__(self, context: Context, place: Workplace, paper: PaperFlow, taking: Taking, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._place = place
        self._paper = paper
        self._taking = taking
        self._saver = QTimer(self, singleShot=True, interval=_SAVE_AFTER)
        self._saver.timeout.connect(self.save)

    def save_soon(self) -> None:
        """Keep the draft in a moment, also of a clerk who types on without a rest."""
        if not self._saver.isActive():
            self._saver.start()

    def stop_saving(self) -> None:
        """What was typed last is kept by somebody else."""
        self._saver.stop()

    def save_now_if_waiting(self) -> None:
        """Keep what was typed last."""
        if self._saver.isActive():
            self._saver.stop()
            self.save()

    def save(self) -> None:
        """Keep the draft, and say so when it is on disk."""
        form, texts = self._taking.form, self._context.texts
        if form is None:
            return
        intake, by = self._place.actions.intake, self._place.actions.sessions.current().grant
        words = texts.text("intake.saved", time=texts.time(self._place.clock.local()))
        self._place.writes.submit(
            lambda: intake.save(form, by), while_alive(self, lambda _none: self.saved.emit(words)), self._on_failed
        )

    def ask_file(self, proof: str = "") -> None:
        """Let the clerk choose a file."""
        dialog = QFileDialog(self.parentWidget(), self._context.texts.text("intake.add_file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.enclose(Path(name), proof))
        dialog.open()

    def enclose(self, path: Path, proof: str = "") -> None:
        """Keep a file as an enclosure, a page as light as it may be."""
        lighter = self._place.actions.pages.lighter
        self._place.long_reads.submit(
            lambda: lighter(path) or path,
            while_alive(self, lambda file: self._keep(file, path.stem, proof)),
            while_alive(self, self._on_failed),
        )

    def _keep(self, file: Path | LightPage, title: str, proof: str) -> None:
        keep = self._place.actions.enclosures.keep
        self._place.writes.submit(
            lambda: keep(file, title, proof, original=False),
            while_alive(self, self._on_enclosed),
            while_alive(self, self._on_failed),
        )

    def show_sheet(self) -> None:
        """The filled request, to be signed; it needs a person and a service."""
        form, service = self._taking.form, self._taking.service
        if form is None or form.applicant is None:
            self._on_failed(Invalid("person_missing", field="person"))
        elif service is None:
            self._on_failed(Invalid("service_missing", field="service"))
        else:
            self._paper.show_sheet(form, service)

    def accept(self) -> None:
        """Receive: commit first, everything else after; the review comes before."""
        form, service, actions = self._taking.form, self._taking.service, self._place.actions
        if form is None:
            return
        if form.step != "review":
            self.step_wanted.emit("review")
            return
        self._saver.stop()
        job = actions.printing.new_job()
        self._place.writes.submit(
            lambda: (*received_with_consent(actions, form, service, job), job.id),
            while_alive(self, self._on_accepted),
            while_alive(self, self._on_not_accepted),
            priority=True,
        )

    def _on_enclosed(self, ref: EnclosureRef) -> None:
        self.changed.emit(self._taking.add_enclosure(ref))

    def _on_accepted(self, done: tuple[Received, CounterError | None, bytes]) -> None:
        received, unsaid, job = done
        form = self._taking.form
        self._taking.end()
        subject = received.view.subject
        self._paper.print_original(job, subject)
        self._place.news.requests_changed.emit(frozenset({subject}))
        self._go_on(visiting.with_received(form, received) if form is not None else None, subject)
        self._context.frame.say(self._context.texts.text("intake.received_here", number=received.view.number))
        if unsaid is not None:
            self._on_failed(unsaid)

    def _go_on(self, last: IntakeForm | None, subject: bytes) -> None:
        """After a receipt: the next paper of a stack, the visit where it has several requests, else the request."""
        frame = self._context.frame
        if last is not None and last.paper is not None:
            frame.go("intake", visiting.next_paper(self._place.actions.intake, last))
        elif last is not None and len(last.earlier) > 1:
            frame.go("visit", last, instead=True)
        else:
            frame.go("detail", subject, instead=True)

    def _on_not_accepted(self, error: Exception) -> None:
        """Say why; where the desk itself has stopped, keep what was typed and show the way out of that."""
        self._on_failed(error)
        if isinstance(error, Damaged) and error.code == DESK_RESTORED:
            self.save()
            self._context.frame.go("attention")

    def _on_failed(self, error: Exception) -> None:
        say_error(self._context, error)
        if isinstance(error, Invalid) and error.field in STEPS:
            self.step_wanted.emit(error.field)


def received_with_consent(
    actions: DeskActions, form: IntakeForm, service: Service | None, job: NewPrintJob
) -> tuple[Received, CounterError | None]:
    """Receive, then write down what the citizen agreed to; a consent that does not fit undoes no receipt."""
    received = actions.intake.accept(form, service, job)
    how = next((how for how in get_args(ConsentWay) if how == form.consent), None)
    if form.delivery != "inbox" or how is None or form.applicant is None:
        return received, None
    said = Consenting(given=True, how=how, email=form.applicant.email, phone=form.applicant.phone)
    try:
        actions.systems.inbox.consent(received.view.subject, said)
    except CounterError as error:
        return received, error
    return received, None
