"""The page of an intake: steps on the left, the folds in the middle, what to mend on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.domain.catalogue import Service
from clerk_app.domain.findings import Finding
from clerk_app.ui.intake.fee_page import FeePage
from clerk_app.ui.intake.fold import Fold
from clerk_app.ui.intake.form_page import NO_LISTS, FormPage, Lists
from clerk_app.ui.intake.person_page import PersonPage
from clerk_app.ui.intake.proofs_page import ProofsPage
from clerk_app.ui.intake.review_page import ReviewPage
from clerk_app.ui.intake.service_page import ServicePage
from clerk_app.ui.intake.side import IntakeSide
from clerk_app.ui.intake.state import STEPS, IntakePage, IntakeState, step_of
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.steps import Step, Steps, StepState, look_width

_STEPS_WIDTH = 204


class IntakeView(QWidget):
    """A view: every signal is for the screen. ``form_changed`` gives the whole new form, ``step_wanted`` a step."""

    form_changed = Signal(object)
    step_wanted = Signal(object)
    service_chosen = Signal(object)
    finding_chosen = Signal(object)
    file_wanted = Signal(object)
    accept_wanted = Signal()
    sheet_wanted = Signal()
    inbox_wanted = Signal()

    def __init__(self, context: Context, find: Callable[[str], Sequence[Service]], lists: Lists = NO_LISTS) -> None:
        super().__init__()
        self._context = context
        self._steps = Steps(context.look, context.texts.text("intake.steps"))
        self._steps.step_chosen.connect(self.step_wanted)
        service_page, proofs, review = ServicePage(context, find), ProofsPage(context), ReviewPage(context)
        form = FormPage(context, lists)
        service_page.service_chosen.connect(self.service_chosen)
        proofs.file_wanted.connect(self.file_wanted)
        review.accept_wanted.connect(self.accept_wanted)
        review.sheet_wanted.connect(self.sheet_wanted)
        review.inbox_wanted.connect(self.inbox_wanted)
        self._delivery = review.delivery
        pages: list[IntakePage] = [PersonPage(context), service_page, form, proofs, FeePage(context)]
        self._folds = [Fold(context, number, page) for number, page in enumerate((*pages, review), start=1)]
        for fold in self._folds:
            fold.opened.connect(self.step_wanted)
            fold.page.form_changed.connect(self.form_changed)
        self._side = IntakeSide(context)
        self._side.finding_chosen.connect(self.finding_chosen)
        self._lay_out()

    def show_state(self, state: IntakeState) -> None:
        """Show the form as it stands; the current step is open, the others folded."""
        current = STEPS.index(state.form.step)
        for number, fold in enumerate(self._folds):
            done = number < current and bool(fold.page.summary(state))
            fold.page.show_state(state)
            fold.show_state(state, current=number == current, done=done)
        self._side.show_state(state)
        self._steps.show_steps([self._step(number, state, current) for number in range(len(STEPS))])

    def show_saved(self, words: str) -> None:
        """Say when the draft was saved last."""
        self._saved.set_text(words)

    def show_inbox(self, words: str, *, there: bool) -> None:
        """Say what is known of the citizen's inbox."""
        self._delivery.show_inbox(words, there=there)

    def focus_step(self, step: str) -> None:
        """Bring a step to the front, and the focus to where the hand goes on."""
        fold = self._folds[STEPS.index(step)]
        fold.page.take_focus()
        self._scroll.show_from(fold)

    def focused(self) -> str:
        """The place on the open step where the hand is, as ``focus_at`` takes it."""
        return next((place for fold in self._folds if (place := fold.page.focused())), "")

    def focus_at(self, step: str, where: str) -> None:
        """A step, and a place on it where the hand was."""
        self.focus_step(step)
        if where:
            self._folds[STEPS.index(step)].page.take_focus(where)

    def focus_finding(self, finding: Finding) -> None:
        """The field at which a finding stands."""
        page = self._folds[STEPS.index(step_of(finding))].page
        page.take_focus(finding.where)

    def _step(self, number: int, state: IntakeState, current: int) -> Step:
        texts, step, page = self._context.texts, STEPS[number], self._folds[number].page
        count = len(state.findings_of(step))
        note = page.summary(state) if number < current else ""
        kind: StepState = "open"
        if number == current:
            kind = "current"
        elif number < current and note:
            kind = "warning" if count else "done"
        if count and number <= current:
            note = texts.many("intake.findings", count)
        spoken = texts.text(f"intake.state.{kind}")
        return Step(id=step, title=texts.text(f"intake.step.{step}"), note=note, state=kind, spoken=spoken)

    def _lay_out(self) -> None:
        look, text = self._context.look, self._context.texts.text
        steps = Panel(look, text("intake.steps"), flush=True)
        steps.body.addWidget(self._steps)
        steps.body.addStretch(1)
        self._saved = Label(look, text("intake.saves_itself"), style="small", role="text_2", wrap=True)
        steps.add_foot().addWidget(self._saved)
        widest = max(look_width(look, text(f"intake.step.{step}")) for step in STEPS)
        steps.setFixedWidth(max(look.px(_STEPS_WIDTH), widest + look.px(16)))
        self._scroll = Scroll(look, margin=14, spacing=10)
        for fold in self._folds:
            self._scroll.body.addWidget(fold)
        self._scroll.body.addStretch(1)
        middle = Panel(look, flush=True)
        middle.body.addWidget(self._scroll)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        row.addWidget(steps)
        row.addWidget(middle, 1)
        row.addWidget(self._side)
        for beside in (steps, self._side):
            beside.setVisible(not look.tokens.narrow)
