"""Whoever sits at the windows of a desk: takes a visit in, opens a case, goes on with it, makes room for another."""

from __future__ import annotations

from pathlib import Path

from clerk_app.actions.desk import DeskActions
from clerk_app.app.windows import Program
from clerk_app.demo.visiting import Counter, Visiting
from clerk_app.demo.visits import Visit
from clerk_app.domain.cases import STATES, State
from clerk_app.domain.requests import RequestView
from clerk_app.ui.casework.step_dialog import StepDialog
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.screens.detail import DetailScreen
from tests.demo.test_afternoon import change_to
from tests.demo.test_visiting import played
from tests.journeys.by_keys import ByKeys
from tests.journeys.town import Town
from tests.support.opened_program import wait_in_qt


class AtTheWindows(ByKeys):
    """Takes visits in and works on cases; ``enclosed`` is the file that whoever comes has with them."""

    def __init__(self, program: Program, pictures: Path, enclosed: Path = Path()) -> None:
        super().__init__(program, pictures)
        portrait = (program.place.resources / "devices" / "portrait.jpg").read_bytes()
        counter = Counter(self.hands, self.watching, self.text, portrait, lambda: enclosed)
        self.visiting = Visiting(counter)

    @property
    def actions(self) -> DeskActions:
        """What the desk says of it, whatever the windows show."""
        return self.watching.desk().actions

    @property
    def page(self) -> DetailPage:
        """The page of the case that is open."""
        screen = self.watching.shell()._screens["detail"]
        assert isinstance(screen, DetailScreen)
        return screen._page

    def takes_in(self, visit: Visit) -> RequestView:
        """One visit from the first key to its receipt."""
        before = {view.subject for view in self.watching.views()}
        assert played(self.visiting.play(visit, picture=False), self.program) is None
        return next(view for view in self.watching.views() if view.subject not in before)

    def until_registered(self, subject: bytes) -> None:
        """Wait for the unique number."""
        wait_in_qt(lambda: self.view(subject).registered)

    def view(self, subject: bytes) -> RequestView:
        """The case as it stands on this desk."""
        return next(view for view in self.watching.views() if view.subject == subject)

    def line_returns(self, town: Town) -> None:
        """The centre is there again, and the desk hears of it as it does from the system's network."""
        town.come_back()
        self.watching.desk().nudge()

    def changes_to(self, user: str, password: str) -> None:
        """Somebody else sits down."""
        change_to(self.program, user, password)

    def opens(self, subject: bytes, tab: str, command: str = "") -> None:
        """The case on the screen at one of its tabs, once ``command`` can be given there."""
        self.watching.shell().go("detail", subject)
        self.until(lambda: self.reads(self.view(subject).number))
        self.bound(command)
        self.page.tabs.choose(tab)
        self.until(lambda: self.page.tabs.tabData(self.page.tabs.currentIndex()) == tab)

    def steps_to(self, subject: bytes, state: State) -> None:
        """The case that is open goes on to a state."""
        self.bound("next_state")
        dialog = self.asked("Ctrl+R", StepDialog)
        for _ in STATES:
            if dialog.states.current_row() != state:
                self.hands.press("Down")
        self.confirms()
        wait_in_qt(lambda: self.view(subject).state == state)
