"""The note that goes with something done to a case: optional, a few lines, never longer than what is kept."""

from __future__ import annotations

from clerk_app.actions.casework import LONGEST_NOTE
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import LongTextField


class NoteField(FieldRow):
    """``note`` is what was typed."""

    def __init__(self, context: Context, label: str, *, hint: str = "", lines: int = 2) -> None:
        self._field = LongTextField(context.look, lines=lines, longest=LONGEST_NOTE)
        super().__init__(context.look, label, self._field, hint=hint)
        full = context.texts.text("field.full", longest=LONGEST_NOTE)
        self._field.overfull.connect(lambda: self.set_warning(full))

    @property
    def note(self) -> str:
        """Without blanks around it."""
        return self._field.toPlainText().strip()

    def set_note(self, words: str) -> None:
        """Put words there."""
        self._field.setPlainText(words)
