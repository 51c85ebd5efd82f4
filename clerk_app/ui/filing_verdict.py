"""What can be said about a code of the portal that was scanned or typed, where its case cannot be opened."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.actions.filings import CodeChecked
from clerk_app.domain.portal_codes import Verdict
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.note import Note, NoteRole
from clerk_app.ui.workplace import Workplace

_ROLES: dict[Verdict, tuple[NoteRole, str]] = {
    "not_here": ("info", "hourglass"),
    "other_municipality": ("warning", "landmark"),
    "forged": ("error", "circle-x"),
    "garbled": ("warning", "circle-question-mark"),
}


class FilingVerdict(QWidget):
    """A note, hidden until there is something to say; ``found`` gives the subject of a case that is here."""

    found = Signal(object)

    def __init__(self, context: Context, place: Workplace) -> None:
        super().__init__()
        self._context = context
        self._place = place
        self._note = Note(context.look, "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, context.look.px(6))
        box.addWidget(self._note)

    def check(self, text: str) -> None:
        """Look into the text of a code, and open its case or say why not."""
        self._place.reads.submit(
            lambda: self._place.actions.filings.check(text),
            while_alive(self, self.show_checked),
            while_alive(self, lambda error: say_error(self._context, error)),
        )

    def show_checked(self, checked: CodeChecked) -> None:
        """Give the case that was found, or say the verdict."""
        if checked.verdict == "here":
            self.hide()
            self.found.emit(checked.subject)
            return
        texts, facts = self._context.texts, {}
        if checked.code is not None:
            moment = datetime.fromtimestamp(checked.code.at, UTC).astimezone(self._place.clock.local().tzinfo)
            facts = {"number": checked.code.number, "moment": texts.moment(moment)}
        role, icon = _ROLES[checked.verdict]
        key = f"portal_verdict.{checked.verdict}"
        self._note.show_note(texts.text(f"{key}.about", **facts), role, title=texts.text(key), icon=icon)
        self.show()
