"""The person at the counter beside a list: follows the reader, shows the number for a moment, keeps the look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from clerk_app.ports.cards import CardTrouble, TextRead
from clerk_app.ui.held_dialog import HeldDialog
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.person_bar import PersonBar
from clerk_app.ui.person_panel import PersonPanel
from clerk_app.ui.screen import Context
from clerk_app.ui.workplace import Workplace

UNMASKED_SECONDS = 10
NOBODY = bytes(16)  # a look at a person who has no request yet names no subject


class PersonBeside:
    """Owns the panel (or the bar, where text is large) of one window; ``is_shown`` says whether its screen is."""

    def __init__(
        self,
        context: Context,
        place: Workplace,
        paper: PaperFlow,
        is_shown: Callable[[], bool],
        new_request: Callable[[], None],
    ) -> None:
        self._context = context
        self._place = place
        self._paper = paper
        self._is_shown = is_shown
        narrow = context.look.tokens.narrow
        self.widget: PersonPanel | PersonBar = PersonBar(context) if narrow else PersonPanel(context)
        self.widget.new_request.connect(new_request)
        place.at_counter.person_changed.connect(self._on_person_changed)
        self.widget.destroyed.connect(self._stop_listening)

    def renew(self) -> None:
        """Show who is there now."""
        self.widget.show_person(self._place.at_counter)

    def unmask(self) -> None:
        """Show the number for ten seconds; the look is written down (DESIGN §9)."""
        person = self._place.at_counter.person
        if person is None:
            return
        looking = self._place.actions.looking
        self._place.writes.submit(lambda: looking.note("unmask", NOBODY))
        self.widget.show_number(person)
        QTimer.singleShot(UNMASKED_SECONDS * 1000, self.widget, self._hide_number)

    def held(self) -> None:
        """Offer the report of what is held on the person here."""
        person = self._place.at_counter.person
        if person is not None:
            name = person.spoken_name()
            HeldDialog(self._context, self._paper, person.id_number, name=name, over=self.widget).open_over()

    def _on_person_changed(self, news: object) -> None:
        if not self._is_shown():
            return
        self.renew()
        self._context.frame.commands_changed()
        if isinstance(news, TextRead) and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.widget.button.setFocus()
        if isinstance(news, CardTrouble):
            texts = self._context.texts
            self._context.frame.say(texts.text(f"error.{news.error.code}", **news.error.params), "warning")

    def _stop_listening(self) -> None:
        at_counter = self._place.at_counter
        if isValid(at_counter):  # at the end of the program it may go before the window
            at_counter.person_changed.disconnect(self._on_person_changed)

    def _hide_number(self) -> None:
        person = self._place.at_counter.person
        if person is not None:
            self.widget.hide_number(person)
