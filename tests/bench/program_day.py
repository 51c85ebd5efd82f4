"""The whole program through its day, offscreen and with the line down; says what memory it held on the way.

As a program: ``python -m tests.bench.program_day ROOT PRINTER``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from clerk_app.app.start import make_application, make_program
from clerk_app.ui.screens.sign_in import Credentials, SignInPage
from tests.bench.clerk import EARLY, REQUESTS, Clerk
from tests.bench.enrolled import PASSWORD, USER, place_at
from tests.bench.private_memory import private

_SETTLED = 1000  # milliseconds
_REST = 12.0  # seconds: the upkeep comes round every ten
_LETTERS = ("при", "узо", "pro", "ba", "мак", "ognj")


class Evening(QWidget):
    """Carries the end of the day from the clerk's thread to Qt's."""

    came = Signal()


class Day:
    """From the sign-in window to the evening; the clerk works on a thread beside Qt's."""

    def __init__(self, root: Path, printer: str) -> None:
        self._application = make_application()
        self._program, self._access = make_program(self._application, place_at(root, printer))
        self._evening = Evening()
        self._evening.came.connect(self._application.quit)
        self.seen: dict[str, float] = {}
        self._trouble: Exception | None = None

    def run(self) -> dict[str, float]:
        """The day; raises what went wrong in it."""
        self._access.start()
        QTimer.singleShot(_SETTLED, self._sign_in)
        self._application.exec()
        self._program.close()
        if self._trouble is not None:
            raise self._trouble
        return self.seen

    def _sign_in(self) -> None:
        self.seen["start"] = private()
        page = self._program.page
        if isinstance(page, SignInPage):
            page.sign_in_requested.emit(Credentials(USER, PASSWORD))
        self._when(self._is_signed_in, lambda: Thread(target=self._work, name="clerk").start())

    def _is_signed_in(self) -> bool:
        desk = self._program.open_desk
        return desk is not None and desk.shell is not None and self._program.page is desk.shell

    def _when(self, reached: Callable[[], bool], go_on: Callable[[], None]) -> None:
        """Look ten times a second, between Qt's own events."""
        QTimer.singleShot(100, lambda: go_on() if reached() else self._when(reached, go_on))

    def _work(self) -> None:
        try:
            self._take_requests()
        except Exception as error:  # noqa: BLE001 - carried to the thread that ends the process
            self._trouble = error
        self._evening.came.emit()

    def _take_requests(self) -> None:
        desk = self._program.open_desk
        if desk is None:
            raise RuntimeError("nobody signed in")
        clerk = Clerk(desk.prepared, 31)
        self.seen["signed_in"] = private()
        for count in range(1, REQUESTS + 1):
            form, service = clerk.fill()
            received, job = clerk.accept(form, service)
            clerk.print(received, job)
            clerk.find(_LETTERS[count % len(_LETTERS)])
            if count == EARLY:
                self.seen["early"] = _at_rest()
        self.seen["late"] = _at_rest()


def _at_rest() -> float:
    """What is held when nobody does anything: twice a day alike, so that the growth between them is real."""
    Event().wait(_REST)
    return private()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(Day(Path(sys.argv[1]), sys.argv[2]).run()) + "\n")
