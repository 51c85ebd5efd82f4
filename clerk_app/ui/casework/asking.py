"""What is asked before something is recorded on a case: whom, which state, what is missing, why."""

from __future__ import annotations

from clerk_app.contract.reference import Colleague
from clerk_app.domain.cases import TO_SUPPLEMENT, State
from clerk_app.ui.casework.call_dialog import CallDialog
from clerk_app.ui.casework.hand_dialog import HandDialog
from clerk_app.ui.casework.missing import missing_of
from clerk_app.ui.casework.recording import Recording
from clerk_app.ui.casework.step_dialog import StepDialog
from clerk_app.ui.casework.withdraw_dialog import WithdrawDialog
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class Asking:
    """Belongs to one page; ``opened`` is the case that it asks about."""

    def __init__(
        self, context: Context, place: Workplace, paper: PaperFlow, page: DetailPage, recording: Recording
    ) -> None:
        self._context = context
        self._place = place
        self._paper = paper
        self._page = page
        self._recording = recording
        self.opened: Opened | None = None

    def hand(self) -> None:
        """Ask whom it is given to."""
        if self.opened is not None:
            colleagues = self._place.actions.casework.colleagues
            self._place.reads.submit(colleagues, while_alive(self._page, self._ask_whom), self._recording.failed)

    def step(self) -> None:
        """Ask for the next state."""
        if self.opened is None or not (steps := self.steps()):
            return
        dialog = StepDialog(self._context, self.opened.view.state, steps, over=self._page)
        dialog.step_given.connect(self._on_step)
        dialog.open_over()

    def call(self) -> None:
        """Ask what is missing, and until when."""
        if self.opened is None:
            return
        today, missing = self._place.clock.local().date(), missing_of(self.opened, self._context)
        dialog = CallDialog(self._context, missing, today, days=self._place.supplement_days, over=self._page)
        dialog.call_given.connect(self._on_call)
        dialog.open_over()

    def withdraw(self) -> None:
        """Ask why."""
        if self.opened is None:
            return
        body = self.opened.body
        represented = body is not None and body.representative is not None
        dialog = WithdrawDialog(self._context, self.opened.view.number, represented=represented, over=self._page)
        dialog.withdrawal_given.connect(self._on_withdrawal)
        dialog.open_over()

    def steps(self) -> tuple[State, ...]:
        """What may follow."""
        return self._place.actions.casework.next_states(self.opened.view) if self.opened is not None else ()

    def _ask_whom(self, colleagues: tuple[Colleague, ...]) -> None:
        dialog = HandDialog(self._context, colleagues, over=self._page)
        dialog.colleague_given.connect(self._on_colleague)
        dialog.open_over()

    def _on_colleague(self, given: tuple[Colleague, str]) -> None:
        if self.opened is not None:
            (colleague, note), subject = given, self.opened.view.subject
            casework = self._place.actions.casework
            self._recording.record(
                subject, lambda: casework.hand(subject, colleague, note), "case.handed_to", name=colleague.name
            )

    def _on_step(self, given: tuple[State, str]) -> None:
        if self.opened is None:
            return
        (state, note), subject = given, self.opened.view.subject
        if state == TO_SUPPLEMENT:
            self.call()
            return
        casework, named = self._place.actions.casework, self._context.texts.text(f"state.{state}")
        self._recording.record(subject, lambda: casework.move(subject, state, note), "case.moved_to", state=named)

    def _on_call(self, given: tuple[tuple[str, ...], str, bool]) -> None:
        if self.opened is None:
            return
        (missing, until, paper), subject = given, self.opened.view.subject
        casework = self._place.actions.casework
        then = (lambda: self._paper.show_call(subject)) if paper else None
        self._recording.record(subject, lambda: casework.call(subject, missing, until), "case.called_now", then)

    def _on_withdrawal(self, given: tuple[str, bool]) -> None:
        if self.opened is not None:
            (reason, by_representative), subject = given, self.opened.view.subject
            casework = self._place.actions.casework
            self._recording.record(
                subject,
                lambda: casework.withdraw(subject, reason, by_representative=by_representative),
                "case.withdrawn_now",
            )
