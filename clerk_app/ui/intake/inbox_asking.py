"""Asking the centre for the citizen's inbox while a request is taken; without a line it is said why nobody knows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from clerk_app.contract.inbox import InboxAnswer
from clerk_app.domain.errors import CounterError
from clerk_app.domain.people import Person
from clerk_app.i18n import Texts
from clerk_app.ui.saying import error_words
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class IntakeInbox:
    """``told`` hears the words, and whether there is an inbox; ``owner`` is the view that shows them."""

    def __init__(self, place: Workplace, texts: Texts, owner: QObject, told: Callable[[str, bool], None]) -> None:
        self._place = place
        self._texts = texts
        self._owner = owner
        self._told = told

    def ask(self, person: Person | None) -> None:
        """Ask for the inbox of the applicant."""
        if self._place.link().kind == "down":
            self._told(self._texts.text("intake.inbox_no_line"), False)
        elif person is None or not person.id_number:
            self._told(self._texts.text("error.inbox_number_missing"), False)
        else:
            inbox = self._place.actions.systems.inbox
            self._place.devices.submit(
                lambda: inbox.look_up(person),
                while_alive(self._owner, self._on_answer),
                while_alive(self._owner, self._on_failed),
            )

    def _on_answer(self, answer: InboxAnswer) -> None:
        text = self._texts.text
        self._told(text("intake.inbox_there" if answer.has_inbox else "intake.inbox_none"), answer.has_inbox)

    def _on_failed(self, error: Exception) -> None:
        """No answer is no reason to stop: what is not known is said."""
        if not isinstance(error, CounterError):
            raise error
        words = error_words(error, self._texts)
        self._told(self._texts.text("intake.inbox_unknown", why=words), False)
