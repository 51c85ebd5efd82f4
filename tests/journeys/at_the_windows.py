"""Whoever sits at the windows of a desk: takes a visit in, opens a case, answers a dialog, reads what stands there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from clerk_app.actions.desk import DeskActions
from clerk_app.app.windows import Program
from clerk_app.demo.front import Front
from clerk_app.demo.hands import Hands
from clerk_app.demo.visiting import Counter, Visiting
from clerk_app.demo.visits import Visit
from clerk_app.demo.watching import Watching
from clerk_app.domain.cases import STATES, State
from clerk_app.domain.requests import RequestView
from clerk_app.ui.casework.step_dialog import StepDialog
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.widgets.fields import ChoiceField
from tests.demo.test_afternoon import change_to
from tests.demo.test_visiting import played
from tests.journeys.town import Town
from tests.support.opened_program import wait_in_qt


class AtTheWindows:
    """Everything is done by keys, and each step waits for what the one before brought."""

    def __init__(self, program: Program, pictures: Path, enclosed: Path = Path()) -> None:
        self.program = program
        self.hands, self.watching = Hands(program.window, pictures), Watching(program)
        self.text = program.place.texts.text
        self._front = Front(program.window)
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

    def bound(self, command: str) -> None:
        """Wait until a command can be given."""
        self.until(lambda: not command or self.watching.shell().commands.action(command).isEnabled())

    def asked[D: QDialog](self, keys: str, kind: type[D]) -> D:
        """Press, and the dialog that follows."""
        self.hands.press(keys)
        return self.shown(kind)

    def shown[D: QDialog](self, kind: type[D]) -> D:
        """The dialog that lies over the window."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        return dialog

    def steps_to(self, subject: bytes, state: State) -> None:
        """The case that is open goes on to a state."""
        self.bound("next_state")
        dialog = self.asked("Ctrl+R", StepDialog)
        for _ in STATES:
            if dialog.states.current_row() != state:
                self.hands.press("Down")
        self.confirms()
        wait_in_qt(lambda: self.view(subject).state == state)

    def enters(self, name: str, words: str) -> None:
        """Type into a field."""
        self.until(lambda: self.hands.sees(name))
        self.hands.into(name)
        self.hands.type(words)

    def presses(self, name: str) -> None:
        """A button, by its name."""
        self.until(lambda: self.hands.sees(name))
        self.hands.into(name)
        self.hands.press("Space")

    def chooses(self, field: ChoiceField, value: object) -> None:
        """An entry of a list, by the arrows."""
        field.setFocus()
        steps = field.findData(value) - field.currentIndex()
        for _ in range(abs(steps)):
            self.hands.press("Down" if steps > 0 else "Up")
        assert field.value() == value

    def confirms(self) -> None:
        """Ctrl+Enter, and the dialog is done."""
        self.hands.press("Ctrl+Return")
        self.until(lambda: QApplication.activeModalWidget() is None)

    def reads(self, words: str) -> bool:
        """Whether this stands on the screen."""
        seen = self.program.window.findChildren(QWidget)
        return any(words in (one.accessibleName() or _text_of(one)) for one in seen if one.isVisible())

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds and keys have a window to go to."""
        wait_in_qt(lambda: holds() and self._front.has_keys())


def _text_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel) else ""
