"""Intake: a request from person to receipt in six steps on one page; the draft saves itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clerk_app.actions.intake import IntakeForm
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Person
from clerk_app.ports.desk_file import Received
from clerk_app.ui.commands import Bound
from clerk_app.ui.intake.fee_page import FeePage
from clerk_app.ui.intake.fold import Fold
from clerk_app.ui.intake.form_page import FormPage
from clerk_app.ui.intake.person_page import PersonPage
from clerk_app.ui.intake.proofs_page import ProofsPage
from clerk_app.ui.intake.review_page import ReviewPage
from clerk_app.ui.intake.service_page import ServicePage
from clerk_app.ui.intake.side import IntakeSide
from clerk_app.ui.intake.state import STEPS, IntakePage, IntakeState, step_of
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.steps import Step, Steps, StepState
from clerk_app.ui.workplace import Workplace

_SAVE_AFTER = 400  # ms after the last key


class IntakeScreen(Screen):
    """Holds the form that is being taken; the pages show it and give it back changed."""

    id = "intake"
    title_key = "intake.title"
    icon = "file-plus"
    rail_place = "home"

    def __init__(self, place: Workplace, paper: PaperFlow) -> None:
        self._place = place
        self._paper = paper
        self._form: IntakeForm | None = None
        self._service: Service | None = None

    def build(self, context: Context) -> QWidget:
        """Steps on the left, the page in the middle, what to mend on the right."""
        self._context = context
        self._root = QWidget()
        self._steps = Steps(context.look, context.texts.text("intake.steps"))
        self._steps.step_chosen.connect(lambda step: self._go_to(str(step)))
        choosing = self._place.actions.choosing
        service_page, proofs, review = ServicePage(context, choosing.find), ProofsPage(context), ReviewPage(context)
        self._pages: list[IntakePage] = [PersonPage(context), service_page, FormPage(context), proofs, FeePage(context)]
        self._pages.append(review)
        service_page.service_chosen.connect(self._on_service_chosen)
        proofs.file_wanted.connect(self._on_file_wanted)
        review.accept_wanted.connect(self._on_accept)
        review.sheet_wanted.connect(self._on_sheet)
        self._folds = [Fold(context, number, page) for number, page in enumerate(self._pages, start=1)]
        for fold in self._folds:
            fold.opened.connect(lambda step: self._go_to(str(step)))
            fold.page.form_changed.connect(self._on_form_changed)
        self._side = IntakeSide(context)
        self._side.finding_chosen.connect(self._on_finding_chosen)
        self._saver = QTimer(self._root, singleShot=True, interval=_SAVE_AFTER)
        self._saver.timeout.connect(self._save)
        self._lay_out()
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        return (
            Bound("next_finding", self._on_next_finding),
            Bound("next_step", lambda: self._step_by(1)),
            Bound("previous_step", lambda: self._step_by(-1)),
            Bound("accept", self._on_accept),
            Bound("add_file", lambda: self._on_file_wanted("")),
            Bound("print_sheet", self._on_sheet, in_bar=False),
            Bound("back", self._on_back),
            *(Bound(f"item_{n}", self._going(step), in_bar=False) for n, step in enumerate(STEPS, start=1)),
        )

    def on_shown(self, subject: object = None) -> None:
        """Begin for the person in the reader, or go on with a draft."""
        if isinstance(subject, IntakeForm):
            self._form = subject
        elif self._form is None or isinstance(subject, Person):
            person = subject if isinstance(subject, Person) else None
            self._form = self._place.actions.intake.begin(person)
            self._form = replace(self._form, step="service" if person else "person")
        self._service = self._known_service(self._form)
        chip = Chip(self._context.look, self._context.texts.text("mark.draft"), "text_2", "pencil")
        self._context.frame.head(self._context.texts.text("intake.title"), "", [chip])
        self._show()
        self._focus()

    def on_hidden(self) -> None:
        """Keep what was typed last."""
        if self._saver.isActive():
            self._saver.stop()
            self._save()

    def _known_service(self, form: IntakeForm) -> Service | None:
        if not form.service:
            return None
        try:
            return self._place.actions.choosing.service(form.service, form.service_version)
        except CounterError:
            return None

    def _state(self) -> IntakeState:
        form = self._form or self._place.actions.intake.begin()
        assessment = self._place.actions.intake.assess(form, self._service) if self._service else None
        return IntakeState(form, self._service, assessment)

    def _show(self) -> None:
        state = self._state()
        current = STEPS.index(state.form.step)
        for number, fold in enumerate(self._folds):
            fold.page.show_state(state)
            fold.show_state(state, current=number == current, done=number < current and bool(fold.page.summary(state)))
        self._side.show_state(state)
        self._steps.show_steps([self._step(number, state, current) for number in range(len(STEPS))])

    def _step(self, number: int, state: IntakeState, current: int) -> Step:
        texts, step, page = self._context.texts, STEPS[number], self._pages[number]
        count = len(state.findings_of(step))
        note = page.summary(state) if number < current else ""
        kind: StepState = "open"
        if number == current:
            kind = "current"
        elif number < current and note:
            kind = "error" if count else "done"
        if count and number <= current:
            note = texts.many("intake.findings", count)
        spoken = texts.text(f"intake.state.{kind}")
        return Step(id=step, title=texts.text(f"intake.step.{step}"), note=note, state=kind, spoken=spoken)

    def _on_form_changed(self, form: object) -> None:
        if isinstance(form, IntakeForm):
            self._form = form
            self._show()
            self._saver.start()

    def _save(self) -> None:
        form, texts = self._form, self._context.texts
        if form is None:
            return
        intake = self._place.actions.intake
        saved = texts.text("intake.saved", time=texts.time(self._place.clock.local()))
        self._place.writes.submit(
            lambda: intake.save(form), while_alive(self._root, lambda _none: self._saved.set_text(saved))
        )

    def _go_to(self, step: str) -> None:
        if self._form is not None and step in STEPS:
            self._on_form_changed(replace(self._form, step=step))
            self._focus()

    def _going(self, step: str) -> Callable[[], None]:
        return lambda: self._go_to(step)

    def _step_by(self, by: int) -> None:
        if self._form is not None:
            self._go_to(STEPS[min(max(STEPS.index(self._form.step) + by, 0), len(STEPS) - 1)])

    def _focus(self) -> None:
        if self._form is not None:
            fold = self._folds[STEPS.index(self._form.step)]
            fold.page.take_focus()
            self._scroll.ensureWidgetVisible(fold)

    def _on_service_chosen(self, service: object) -> None:
        if not isinstance(service, Service) or self._form is None:
            return
        self._service = service
        self._form = replace(self._form, service=service.id, service_version=service.version)
        self._go_to("form")

    def _on_finding_chosen(self, finding: object) -> None:
        if isinstance(finding, Finding):
            self._go_to(step_of(finding))
            page = self._folds[STEPS.index(step_of(finding))].page
            if isinstance(page, FormPage):
                page.take_focus(finding.where)

    def _on_next_finding(self) -> None:
        findings = self._state().assessment
        if findings is not None and findings.findings:
            self._on_finding_chosen(findings.findings[0])

    def _on_file_wanted(self, proof: object) -> None:
        title = self._context.texts.text("intake.add_file")
        dialog = QFileDialog(self._root, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.enclose(Path(name), str(proof)))
        dialog.open()

    def enclose(self, path: Path, proof: str = "") -> None:
        """Keep a file as an enclosure of the request that is being taken."""
        keep = self._place.actions.enclosures.keep
        self._place.writes.submit(
            lambda: keep(path, path.stem, proof, original=False),
            while_alive(self._root, self._on_enclosed),
            while_alive(self._root, self._on_failed),
        )

    def _on_enclosed(self, ref: EnclosureRef) -> None:
        if self._form is not None:
            self._on_form_changed(replace(self._form, enclosures=(*self._form.enclosures, ref)))

    def _on_accept(self) -> None:
        form, service, actions = self._form, self._service, self._place.actions
        if form is None:
            return
        if form.step != "review":
            self._go_to("review")
            return
        self._saver.stop()
        job = actions.printing.new_job()
        self._place.writes.submit(
            lambda: (actions.intake.accept(form, service, job), job.id),
            while_alive(self._root, self._on_accepted),
            while_alive(self._root, self._on_failed),
            priority=True,
        )

    def _on_accepted(self, done: tuple[Received, bytes]) -> None:
        received, job = done
        self._form, self._service = None, None
        subject = received.view.subject
        self._paper.print_original(job, subject)
        self._place.news.requests_changed.emit(frozenset({subject}))
        self._context.frame.go("detail", subject)
        self._context.frame.say(self._context.texts.text("intake.received_here", number=received.view.number))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        self._context.frame.say(self._context.texts.text(f"error.{error.code}", **error.params), "error")
        if isinstance(error, Invalid) and error.field in STEPS:
            self._go_to(error.field)

    def _on_sheet(self) -> None:
        if self._form is not None and self._service is not None:
            self._paper.show_sheet(self._form, self._service)

    def _on_back(self) -> None:
        self._context.frame.back()

    def _lay_out(self) -> None:
        look = self._context.look
        steps = Panel(look, self._context.texts.text("intake.steps"), flush=True)
        steps.body.addWidget(self._steps, 1)
        self._saved = Label(
            look, self._context.texts.text("intake.saves_itself"), style="small", role="text_2", wrap=True
        )
        steps.add_foot().addWidget(self._saved)
        steps.setFixedWidth(look.px(204))
        steps.setVisible(not look.tokens.narrow)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(look.px(14),) * 4)
        column.setSpacing(look.px(10))
        for fold in self._folds:
            column.addWidget(fold)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inner)
        middle = Panel(look, flush=True)
        middle.body.addWidget(self._scroll)
        row = QHBoxLayout(self._root)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        row.addWidget(steps)
        row.addWidget(middle, 1)
        row.addWidget(self._side)
        self._side.setVisible(not look.tokens.narrow)
