"""The party gives a request up: why, and whether it was said by whoever speaks for them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.ui.casework.note_field import NoteField
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.choice import Check


class WithdrawDialog(DialogOver):
    """``withdrawal_given`` gives the reason and whether a representative said it."""

    withdrawal_given = Signal(object)

    def __init__(self, context: Context, number: str, *, represented: bool, over: QWidget) -> None:
        text = context.texts.text
        super().__init__(
            context,
            title=text("case.withdraw_title", number=number),
            about=text("case.withdraw_about"),
            verb=text("case.withdraw_do"),
            leave=text("detail.leave_it"),
            over=over,
        )
        self.reason = NoteField(context, text("case.withdraw_reason"), hint=text("case.withdraw_hint"))
        self.middle.addWidget(self.reason)
        self.by_representative = Check(context.look, text("case.by_representative"), self)
        self.by_representative.setVisible(represented)
        if represented:
            self.middle.addWidget(self.by_representative)

    def take_focus(self) -> None:
        """The reason."""
        self.reason.control.setFocus()

    def _on_verb(self) -> None:
        self.withdrawal_given.emit((self.reason.note, self.by_representative.isChecked()))
        self.accept()
