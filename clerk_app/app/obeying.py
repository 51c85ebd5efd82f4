"""What the centre wants of this desk: to wipe it ends whatever is under way, and leaves a computer that is none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from clerk_app.app.windows import Program
from clerk_app.app.wiping import wipe
from clerk_app.domain.errors import CounterError
from clerk_app.lanes import Lane
from clerk_app.ui.screens.first_run import FirstRunPage


class Obeying(QObject):
    """Wipes on the opening lane; ``ask_code`` shows the page of a computer that is no desk."""

    def __init__(self, program: Program, opening: Lane, ask_code: Callable[[], None]) -> None:
        super().__init__(program)
        self._program = program
        self._opening = opening
        self._ask_code = ask_code
        program.ordered.connect(self._on_ordered)

    def _on_ordered(self, order: object) -> None:
        program = self._program
        desk = program.open_desk
        if order != "wipe" or desk is None:
            return
        place, identity = program.place, desk.prepared.desk.identity
        program.idle.stop()
        desk.sign_out()
        self._ask_code()
        program.close_desk()
        self._opening.submit(lambda: wipe(place, identity), lambda _: self._say("first_run.wiped"), self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        """A key that could not be taken away: whoever is there must call the centre."""
        if not isinstance(error, CounterError):
            raise error
        self._say("first_run.wiped_badly")

    def _say(self, key: str) -> None:
        page, texts = self._program.page, self._program.place.texts
        if isinstance(page, FirstRunPage):
            page.show_error(texts.text(key), texts.text("first_run.wiped_way"))
