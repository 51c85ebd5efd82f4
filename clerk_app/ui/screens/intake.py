"""Intake: a request from person to receipt in six steps on one page; the draft saves itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.catalogue import Service
from clerk_app.domain.findings import Finding
from clerk_app.ui.commands import Bound
from clerk_app.ui.intake.doing import Doing
from clerk_app.ui.intake.inbox_asking import IntakeInbox
from clerk_app.ui.intake.page import IntakeView
from clerk_app.ui.intake.state import STEPS, step_of
from clerk_app.ui.intake.taking import Taking
from clerk_app.ui.intake.visits import Visits
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.stopped_note import StoppedNote
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.workplace import Workplace


class IntakeScreen(Screen):
    """Joins what is being taken (``Taking``), its view, and what is done with it (``Doing``)."""

    id = "intake"
    title_key = "intake.title"
    icon = "file-plus"
    rail_place = "home"

    def __init__(self, place: Workplace, paper: PaperFlow) -> None:
        self._place = place
        self._paper = paper
        self._taking = Taking(place)
        self._brought: Finding | None = None
        place.news.draft_discarded.connect(self._taking.drop)

    def build(self, context: Context) -> QWidget:
        """The view of this window."""
        self._context = context
        self._view = IntakeView(context, self._place.actions.choosing.find, self._taking.looked_up)
        self._taking.looked_up.came = partial(while_alive(self._view, self._on_looked_up), None)
        self.doing = Doing(context, self._place, self._paper, self._taking, self._view)
        self._view.form_changed.connect(self._on_form_changed)
        self._view.step_wanted.connect(self._go_to)
        self._view.service_chosen.connect(self._on_service_chosen)
        self._view.finding_chosen.connect(self._on_finding_chosen)
        self._view.file_wanted.connect(lambda proof: self.doing.ask_file(str(proof)))
        self._view.accept_wanted.connect(self.doing.accept)
        self._view.sheet_wanted.connect(self.doing.show_sheet)
        view = self._view
        inbox = IntakeInbox(self._place, context.texts, view, lambda words, there: view.show_inbox(words, there=there))
        view.inbox_wanted.connect(lambda: inbox.ask(self._taking.form.applicant if self._taking.form else None))
        self.doing.saved.connect(self._view.show_saved)
        self.doing.changed.connect(self._on_form_changed)
        self.doing.step_wanted.connect(self._go_to)
        root = QWidget()
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(context.look.px(12))
        self.visits = Visits(
            context,
            self._place,
            self._taking,
            self.doing,
            self._view,
            changed=self._on_form_changed,
            begin=self.on_shown,
        )
        for above in (StoppedNote(context, self._place, brief=True), self.visits.held, self.visits.card):
            column.addWidget(above)
        column.addWidget(self._view, 1)
        return root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        accept = Bound("accept", self.doing.accept)
        at_review = self._taking.form is not None and self._taking.form.step == "review"
        return (
            *((accept,) if at_review else ()),
            Bound("next_finding", self._on_next_finding),
            Bound("next_step", lambda: self._go_to(self._taking.neighbour(1))),
            Bound("previous_step", lambda: self._go_to(self._taking.neighbour(-1)), in_bar=False),
            *(() if at_review else (accept,)),
            Bound("hold_visit", self.visits.hold),
            Bound("add_file", self.doing.ask_file),
            Bound("take_up", self.visits.held.take_up, in_bar=False),
            Bound("as_representative", self.visits.as_representative, in_bar=False),
            Bound("on_paper", self.visits.on_paper, in_bar=False),
            Bound("print_sheet", self.doing.show_sheet, in_bar=False),
            Bound("back", self._context.frame.back),
            *(Bound(f"item_{n}", self._going(step), in_bar=False) for n, step in enumerate(STEPS, start=1)),
        )

    def on_shown(self, subject: object = None) -> None:
        """Begin for the person in the reader or for a service, or go on with a draft; what is left open is held."""
        if self._taking.replaced_by(subject):
            self.visits.put_aside()
        self._taking.begin(subject)
        chip = Chip(self._context.look, self._context.texts.text("mark.draft"), "text_2", "pencil")
        self._context.frame.head(self._context.texts.text("intake.title"), "", [chip])
        state = self._taking.state()
        self._view.show_state(state)
        self._view.focus_at(state.form.step, state.form.focus)
        self._taking.form = replace(state.form, focus="")  # the hand was there once; coming back is another matter
        self.visits.renew()
        if isinstance(subject, IntakeForm):
            self.doing.save()
        if self._taking.trouble:
            self._on_trouble(self._taking.trouble)

    def has_work(self) -> bool:
        """A request is being taken."""
        return self._taking.form is not None

    def on_hidden(self) -> None:
        """Keep what was typed last."""
        self.doing.save_now_if_waiting()

    def _on_trouble(self, trouble: str) -> None:
        """Say that a draft's service is not as it was; without one, the next thing is to choose it again."""
        if trouble == "service_gone" and self._taking.state().form.step != "person":
            self._go_to("service")
        self._context.frame.say(self._context.texts.text(f"error.{trouble}"), "warning")

    def _on_form_changed(self, form: object) -> None:
        if isinstance(form, IntakeForm):
            self._taking.change(form)
            self._view.show_state(self._taking.state())
            self.doing.save_soon()

    def _on_looked_up(self, _none: None) -> None:
        """More is known of the values from lists."""
        if self._taking.form is not None:
            self._view.show_state(self._taking.state())

    def _go_to(self, step: object) -> None:
        if self._taking.form is not None and step in STEPS:
            self._on_form_changed(replace(self._taking.form, step=str(step)))
            self._view.focus_step(str(step))
            self._context.frame.commands_changed()

    def _going(self, step: str) -> Callable[[], None]:
        return lambda: self._go_to(step)

    def _on_service_chosen(self, service: object) -> None:
        if isinstance(service, Service):
            self._taking.take_service(service)
            self._go_to("form")

    def _on_finding_chosen(self, finding: object) -> None:
        if isinstance(finding, Finding):
            self._brought = finding
            self._go_to(step_of(finding))
            self._view.focus_finding(finding)

    def _on_next_finding(self) -> None:
        """The one after the finding that was last brought; from the end to the beginning."""
        findings = self._taking.state().findings
        if findings:
            last = next((place for place, one in enumerate(findings) if one == self._brought), -1)
            self._on_finding_chosen(findings[(last + 1) % len(findings)])
        else:
            self._context.frame.say(self._context.texts.text("intake.nothing_to_mend"))
