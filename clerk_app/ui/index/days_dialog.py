"""Asks for the two days of a period of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.domain.errors import Invalid
from clerk_app.domain.index import Period
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import DateField


class DaysDialog(DialogOver):
    """Begins with ``now``; ``days_given`` gives both days (ISO, empty for what is no day); it stays until ``done``."""

    days_given = Signal(object)

    def __init__(self, context: Context, now: Period, *, over: QWidget) -> None:
        texts, look = context.texts, context.look
        super().__init__(
            context,
            title=texts.text("index.own_title"),
            about=texts.text("index.own_about"),
            verb=texts.text("index.own_do"),
            leave=texts.text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._texts = texts
        self.first, self.last = DateField(look), DateField(look)
        self.first.set_date(now.begins)
        self.last.set_date(now.ends)
        self._rows = {
            "first": FieldRow(look, texts.text("index.own_first"), self.first, required=True, message_lines=2),
            "last": FieldRow(look, texts.text("index.own_last"), self.last, required=True, message_lines=2),
        }
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        for field in self._rows.values():
            row.addWidget(field, 1)
        self.middle.addLayout(row)

    def take_focus(self) -> None:
        """The first day."""
        self.first.setFocus()
        self.first.selectAll()

    def show_error(self, error: Invalid) -> None:
        """Say what is wrong under its day."""
        for row in self._rows.values():
            row.clear_message()
        row = self._rows[error.field if error.field in self._rows else "first"]
        self.point_out(row, error_words(error, self._texts))

    def _on_verb(self) -> None:
        days = [field.date() for field in (self.first, self.last)]
        self.days_given.emit(tuple(day.isoformat() if day is not None else "" for day in days))
