"""What is done with a case that is open: taken, handed on, moved, called for, supplemented, given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clerk_app.contract.reference import Colleague
from clerk_app.domain.cases import TO_SUPPLEMENT, State
from clerk_app.domain.errors import CounterError
from clerk_app.ui.casework.call_dialog import CallDialog
from clerk_app.ui.casework.hand_dialog import HandDialog
from clerk_app.ui.casework.missing import missing_of
from clerk_app.ui.casework.step_dialog import StepDialog
from clerk_app.ui.casework.withdraw_dialog import WithdrawDialog
from clerk_app.ui.casework.words import ways
from clerk_app.ui.commands import Bound
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class CaseDoing:
    """Belongs to one page; ``opened`` is the case it works on, ``supplement`` opens the form for what is brought."""

    def __init__(
        self, context: Context, place: Workplace, paper: PaperFlow, page: DetailPage, supplement: Callable[[], None]
    ) -> None:
        self._context = context
        self._place = place
        self._paper = paper
        self._page = page
        self.opened: Opened | None = None
        self._does: dict[str, Callable[[], None]] = {
            "take_case": self.take,
            "hand_case": self.hand,
            "next_state": self.step,
            "call_supplement": self.call,
            "supplement": supplement,
            "withdraw": self.withdraw,
        }
        page.work.command_wanted.connect(lambda command: self._does[str(command)]())

    def show(self, opened: Opened) -> None:
        """Work on a request from now on; say on the page what may be done with it."""
        self.opened = opened
        view, today = opened.view, self._place.clock.local().date()
        self._page.notes.show_case(view, today)
        self._page.work.show_case(view, today, self._user(), self.possible())

    def possible(self) -> tuple[str, ...]:
        """The commands that make sense now."""
        if self.opened is None:
            return ()
        try:
            grant = self._place.actions.sessions.current().grant
            steps = self._steps()
        except CounterError:
            return ()
        return ways(self.opened.view, grant.role, grant.user, steps)

    def commands(self) -> Sequence[Bound]:
        """Bound, for keys and palette; a call that waits is answered from the key bar too, and the paper shown anew."""
        view = self.opened.view if self.opened is not None else None
        possible = self.possible()
        pressing = next((way for way in possible if way in ("supplement", "next_state")), "")
        bound = [Bound(way, self._does[way], in_bar=way == pressing) for way in possible]
        if view is not None and view.state == TO_SUPPLEMENT and not view.annulled:
            bound.append(Bound("call_paper", self.show_paper, in_bar=False))
        return bound

    def take(self) -> None:
        """Whoever is signed in works on it."""
        if self.opened is not None:
            subject, casework = self.opened.view.subject, self._place.actions.casework
            self._record(lambda: casework.take(subject), "case.taken")

    def hand(self) -> None:
        """Ask whom it is given to."""
        if self.opened is not None:
            colleagues = self._place.actions.casework.colleagues
            self._place.reads.submit(colleagues, while_alive(self._page, self._ask_whom), self._failed)

    def step(self) -> None:
        """Ask for the next state."""
        if self.opened is None or not (steps := self._steps()):
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

    def show_paper(self) -> None:
        """The call to supplement as a paper."""
        if self.opened is not None:
            self._paper.show_call(self.opened.view.subject)

    def _steps(self) -> tuple[State, ...]:
        return self._place.actions.casework.next_states(self.opened.view) if self.opened is not None else ()

    def _user(self) -> str:
        try:
            return self._place.actions.sessions.current().grant.user
        except CounterError:
            return ""

    def _ask_whom(self, colleagues: tuple[Colleague, ...]) -> None:
        dialog = HandDialog(self._context, colleagues, over=self._page)
        dialog.colleague_given.connect(self._on_colleague)
        dialog.open_over()

    def _on_colleague(self, given: tuple[Colleague, str]) -> None:
        if self.opened is not None:
            (colleague, note), subject = given, self.opened.view.subject
            casework = self._place.actions.casework
            self._record(lambda: casework.hand(subject, colleague, note), "case.handed_to", name=colleague.name)

    def _on_step(self, given: tuple[State, str]) -> None:
        if self.opened is None:
            return
        (state, note), subject = given, self.opened.view.subject
        if state == TO_SUPPLEMENT:
            self.call()
            return
        casework, named = self._place.actions.casework, self._context.texts.text(f"state.{state}")
        self._record(lambda: casework.move(subject, state, note), "case.moved_to", state=named)

    def _on_call(self, given: tuple[tuple[str, ...], str, bool]) -> None:
        if self.opened is None:
            return
        (missing, until, paper), subject = given, self.opened.view.subject
        casework = self._place.actions.casework
        then = (lambda: self._paper.show_call(subject)) if paper else None
        self._record(lambda: casework.call(subject, missing, until), "case.called_now", then)

    def _on_withdrawal(self, given: tuple[str, bool]) -> None:
        if self.opened is not None:
            (reason, by_representative), subject = given, self.opened.view.subject
            casework = self._place.actions.casework
            self._record(
                lambda: casework.withdraw(subject, reason, by_representative=by_representative), "case.withdrawn_now"
            )

    def _record(
        self, work: Callable[[], None], told: str, then: Callable[[], None] | None = None, **params: str
    ) -> None:
        """Commit, then tell; the paper, where one is wanted, comes after."""
        subject = self.opened.view.subject if self.opened is not None else b""

        def done(_none: None) -> None:
            self._place.news.requests_changed.emit(frozenset({subject}))
            self._context.frame.say(self._context.texts.text(told, **params))
            if then is not None:
                then()

        self._place.writes.submit(work, while_alive(self._page, done), self._failed)

    def _failed(self, error: Exception) -> None:
        say_error(self._context, error)
