"""Becoming a desk: the page that asks for a code, on a computer that is none yet or whose desk has stopped.

What the page asks for is done on the opening lane, and may be stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from clerk_app.app.itself import VERSION
from clerk_app.app.place import Place
from clerk_app.app.stop import Stop
from clerk_app.app.windows import Program
from clerk_app.domain.errors import Cancelled, CounterError
from clerk_app.lanes import Lane

if TYPE_CHECKING:
    from clerk_app.ui.screens.first_run import EnrolmentWish

type Choosing = Callable[[Callable[[], None], Callable[[], None]], Callable[[], None]]


class Becoming(QObject):
    """Enrols on the opening lane; ``became`` goes on from there, also for whoever only wants to go back."""

    def __init__(self, program: Program, opening: Lane, *, became: Callable[[], None], choosing: Choosing) -> None:
        super().__init__(program)
        self._program = program
        self._opening = opening
        self._became = became
        self._choosing = choosing
        self._under_way: Stop | None = None

    def ask_code(self) -> None:
        """Ask for the centre and the code that make this computer a desk."""
        self._show_page(self._program.place.settings.central_url)

    def ask_replacement(self) -> None:
        """Ask for the code that makes this computer another desk; whoever is signed in is signed out."""
        program = self._program
        program.idle.stop()
        if program.open_desk is None:
            return
        identity = program.open_desk.prepared.desk.identity
        program.open_desk.sign_out()
        self._show_page(program.place.settings.central_url or identity.central_url, replaces=identity.desk)

    def stop(self) -> None:
        """End what is under way; a desk that is made already stays one."""
        if self._under_way is not None:
            self._under_way.now()

    def _show_page(self, central: str, code: str = "", replaces: str = "") -> None:
        from clerk_app.ui.screens.first_run import FirstRunPage

        def again() -> None:
            self._show_page(page.central.text(), page.code.text(), replaces)

        program = self._program
        page = FirstRunPage(program.place.texts, program.look, version=VERSION, central=central, replaces=replaces)
        page.code.setText(code)
        page.enrol_requested.connect(self._on_enrol)
        page.stop_wanted.connect(self.stop)
        page.back_wanted.connect(self._became)
        page.strip.language_wanted.connect(self._choosing(program.next_language, again))
        page.strip.look_wanted.connect(self._choosing(program.next_theme, again))
        if self._under_way is not None:
            page.set_stage("keys")
        program.turn_to(page)

    def _on_enrol(self, wish: object) -> None:
        """The file of the desk before is closed first: it is put aside."""
        from clerk_app.ui.screens.first_run import EnrolmentWish

        if isinstance(wish, EnrolmentWish):
            place, stop = self._program.place, Stop()
            self._under_way = stop
            self._program.close_desk()
            self._opening.submit(
                lambda: _enrolled(place, wish, stop),
                self._on_ended,
                lambda error: self._on_failed(error, wish.central),
            )

    def _on_ended(self, enrolled: bool) -> None:
        from clerk_app.ui.screens.first_run import FirstRunPage

        self._under_way = None
        page = self._program.page
        if enrolled:
            self._became()
        elif isinstance(page, FirstRunPage):
            page.show_form()

    def _on_failed(self, error: Exception, address: str) -> None:
        """Say what went wrong on the page that asked."""
        from clerk_app.app.enrol_words import enrolment_words
        from clerk_app.ui.screens.first_run import FirstRunPage

        self._under_way = None
        if not isinstance(error, CounterError):
            raise error
        place, page = self._program.place, self._program.page
        if isinstance(page, FirstRunPage):
            words = enrolment_words(error, place, place.texts, address)
            page.show_error(words.why, words.way_out)


def _enrolled(place: Place, wish: EnrolmentWish, stop: Stop) -> bool:
    """Whether this computer is another desk now; it is not when somebody stopped it, of which nothing is to be said."""
    from clerk_app.actions.enrolling import Replaced
    from clerk_app.app.enrol import enrol

    try:
        enrol(place, wish.central, wish.code, Replaced(wish.replaces) if wish.replaces else None, stop)
    except Cancelled:
        return False
    return True
