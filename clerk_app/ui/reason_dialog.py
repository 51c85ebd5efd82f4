"""Asks for a reason before something is done that is recorded for good."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.actions.annulling import LONGEST_REASON
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import LongTextField


class ReasonDialog(DialogOver):
    """What will happen, a field, and verbs; ``reason_given`` gives the reason. Ctrl+Enter does it, Esc leaves it."""

    reason_given = Signal(object)

    def __init__(self, context: Context, *, title: str, about: str, verb: str, over: QWidget) -> None:
        text = context.texts.text
        super().__init__(context, title=title, about=about, verb=verb, leave=text("detail.leave_it"), over=over)
        self._missing = text("error.annul_reason_missing")
        self.reason = LongTextField(context.look, lines=3, longest=LONGEST_REASON)
        self.row = FieldRow(
            context.look, text("detail.reason"), self.reason, required=True, hint=text("detail.reason_hint")
        )
        full = text("field.full", longest=LONGEST_REASON)
        self.reason.overfull.connect(lambda: self.row.set_warning(full))
        self.middle.addWidget(self.row)

    def take_focus(self) -> None:
        """The field."""
        self.reason.setFocus()

    def _on_verb(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.point_out(self.row, self._missing)
            return
        self.reason_given.emit(reason)
        self.accept()
