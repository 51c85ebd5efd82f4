"""What is done with a case that is open: taken, handed on, moved, called for, supplemented, given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clerk_app.domain.cases import TO_SUPPLEMENT
from clerk_app.domain.errors import CounterError
from clerk_app.ui.casework.asking import Asking
from clerk_app.ui.casework.recording import Recording
from clerk_app.ui.casework.words import ways
from clerk_app.ui.commands import Bound
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.screen import Context
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
        self._recording = Recording(context, place, page)
        self._asking = Asking(context, place, paper, page, self._recording)
        self.opened: Opened | None = None
        self._does: dict[str, Callable[[], None]] = {
            "take_case": self.take,
            "hand_case": self._asking.hand,
            "next_state": self._asking.step,
            "call_supplement": self._asking.call,
            "supplement": supplement,
            "withdraw": self._asking.withdraw,
        }
        page.work.command_wanted.connect(lambda command: self._does[str(command)]())

    def show(self, opened: Opened) -> None:
        """Work on a request from now on; say on the page what may be done with it."""
        self.opened = self._asking.opened = opened
        view, today = opened.view, self._place.clock.local().date()
        self._page.notes.show_case(view, today)
        self._page.work.show_case(view, today, self._user(), self.possible())

    def forget(self) -> None:
        """Work on nothing, until the next request is shown."""
        self.opened = self._asking.opened = None

    def possible(self) -> tuple[str, ...]:
        """The commands that make sense now."""
        if self.opened is None:
            return ()
        try:
            grant = self._place.actions.sessions.current().grant
            steps = self._asking.steps()
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
            self._recording.record(subject, lambda: casework.take(subject), "case.taken")

    def show_paper(self) -> None:
        """The call to supplement as a paper."""
        if self.opened is not None:
            self._paper.show_call(self.opened.view.subject)

    def _user(self) -> str:
        try:
            return self._place.actions.sessions.current().grant.user
        except CounterError:
            return ""
