"""Becoming a desk: the page that asks for a code, on a computer that is none yet or whose desk has stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from clerk_app.app.place import Place
from clerk_app.app.windows import VERSION, Program
from clerk_app.lanes import Lane

if TYPE_CHECKING:
    from clerk_app.ui.screens.first_run import EnrolmentWish

type Choosing = Callable[[Callable[[], None], Callable[[], None]], Callable[[], None]]


class Becoming(QObject):
    """Enrols on the opening lane; ``enrolled`` goes on from there, also for whoever only wants to go back."""

    def __init__(
        self,
        program: Program,
        opening: Lane,
        *,
        enrolled: Callable[[], None],
        failed: Callable[[Exception], None],
        choosing: Choosing,
    ) -> None:
        super().__init__(program)
        self._program = program
        self._opening = opening
        self._enrolled = enrolled
        self._failed = failed
        self._choosing = choosing

    def ask_code(self) -> None:
        """Ask for the centre and the code that make this computer a desk."""
        self._show_page(self._program.place.settings.central_url, "", self.ask_code)

    def ask_replacement(self) -> None:
        """Ask for the code that makes this computer another desk; whoever is signed in is signed out."""
        program = self._program
        program.idle.stop()
        if program.open_desk is None:
            return
        identity = program.open_desk.prepared.desk.identity
        program.open_desk.sign_out()
        central = program.place.settings.central_url or identity.central_url
        self._show_page(central, identity.desk, self.ask_replacement)

    def _show_page(self, central: str, replaces: str, again: Callable[[], None]) -> None:
        from clerk_app.ui.screens.first_run import FirstRunPage

        program = self._program
        page = FirstRunPage(program.place.texts, program.look, version=VERSION, central=central, replaces=replaces)
        page.enrol_requested.connect(self._on_enrol)
        page.back_wanted.connect(self._enrolled)
        page.strip.language_wanted.connect(self._choosing(program.next_language, again))
        page.strip.look_wanted.connect(self._choosing(program.next_theme, again))
        program.turn_to(page)

    def _on_enrol(self, wish: object) -> None:
        """The file of the desk before is closed first: it is put aside."""
        from clerk_app.ui.screens.first_run import EnrolmentWish

        if isinstance(wish, EnrolmentWish):
            self._program.close_desk()
            self._opening.submit(
                lambda: _enrol(self._program.place, wish), lambda _none: self._enrolled(), self._failed
            )


def _enrol(place: Place, wish: EnrolmentWish) -> None:
    from clerk_app.actions.enrolling import Replaced
    from clerk_app.app.enrol import enrol

    enrol(place, wish.central, wish.code, Replaced(wish.replaces) if wish.replaces else None)
