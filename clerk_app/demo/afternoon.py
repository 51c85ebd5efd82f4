"""The afternoon: what came from the portal, the view of the day, and a handler who works the cases to their outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication

from clerk_app.demo.hands import Hands
from clerk_app.demo.script import Until
from clerk_app.demo.watching import Watching
from clerk_app.domain.cases import STATES
from clerk_app.domain.requests import RequestView
from clerk_app.ui.casework.step_dialog import StepDialog
from clerk_app.ui.request_panel import Scope

STEPS = ("u_radu", "resen_usvojen")
"""What the handler does with every case."""


class Afternoon:
    """Plays its parts through the windows; ``say`` prints each as it happens."""

    def __init__(self, hands: Hands, watching: Watching, say: Callable[[str], None]) -> None:
        self._hands = hands
        self._watching = watching
        self._say = say

    def look_around(self) -> Iterator[Until]:
        """The clerk looks at what citizens filed online, and at the day."""
        self._say("demo.portal")
        self._watching.shell().go("requests", Scope("portal"))
        yield self._hands.settled()
        self._hands.picture("portal")
        self._say("demo.day")
        self._watching.shell().go("day")
        yield self._hands.settled()
        self._hands.picture("day")

    def work(self) -> Iterator[Until]:
        """A handler takes every case that was received here, and takes it step by step to its outcome."""
        self._say("demo.handler")
        for number, view in enumerate(self._watching.views()):
            yield from self._take(view)
            for state in STEPS:
                yield from self._step(view, state, picture=not number)
        yield Until("the outbox drained", self._watching.drained, 30)
        yield Until("the centre's word", self._is_decided, 30)
        self._hands.picture("detail-decided")
        self._watching.shell().go("requests", Scope("all"))
        yield self._hands.settled()
        self._hands.picture("requests-decided")

    def _take(self, view: RequestView) -> Iterator[Until]:
        shell = self._watching.shell()
        shell.go("detail", view.subject)
        yield Until("the case", lambda: shell.commands.action("take_case").isEnabled())
        self._hands.press("Ctrl+T")
        yield Until("a handler", lambda: bool(self._now(view).handler))

    def _step(self, view: RequestView, state: str, *, picture: bool) -> Iterator[Until]:
        """Choose the next state in the dialog, as far down the list as it stands."""
        shell = self._watching.shell()
        yield Until("the next step", lambda: shell.commands.action("next_state").isEnabled())
        self._hands.press("Ctrl+R")
        yield Until("the dialog", lambda: self._dialog() is not None)
        yield self._hands.settled()
        dialog = self._dialog()
        if dialog is None:
            raise LookupError("no dialog")
        dialog.states.setFocus()
        for _ in STATES:
            if dialog.states.current_row() != state:
                self._hands.press("Down")
        if picture:
            self._hands.picture(f"step-{state}")
        self._hands.press("Ctrl+Return")
        yield Until("the next state", lambda: self._now(view).state == state)
        yield Until("the window", self._hands.back_in_front)

    def _dialog(self) -> StepDialog | None:
        over = QApplication.activeModalWidget()
        return over if isinstance(over, StepDialog) else None

    def _now(self, view: RequestView) -> RequestView:
        return next(one for one in self._watching.views() if one.subject == view.subject)

    def _is_decided(self) -> bool:
        """Whether the centre has confirmed the outcome of every case."""
        views = self._watching.views()
        return all(view.state == STEPS[-1] and view.work is not None and not view.work.pending for view in views)
