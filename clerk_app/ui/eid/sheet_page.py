"""Step 4: parameters of ConsentID, printed or shown once."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from clerk_app.ui.eid.state import EidPage, EidState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.note import Note


class EidSheetPage(EidPage):
    """Says what will happen before it does, and afterwards what became of the sheet; never what stood on it."""

    step = "sheet"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look, text, keys = context.look, context.texts.text, context.commands.keys
        self._note = Note(look, "")
        self.button = Button(look, text("eid.print"), icon="printer", kind="filled", keys=keys("confirm"), tall=True)
        self.button.clicked.connect(lambda: self.wanted.emit("print"))
        self.next = Button(
            look, text("eid.next_person"), icon="user-round", kind="filled", keys=keys("confirm"), tall=True
        )
        self.next.clicked.connect(lambda: self.wanted.emit("next"))
        self.shown = Button(look, text("eid.show"), icon="qr-code", keys=keys("show_parameters"))
        self.shown.clicked.connect(lambda: self.wanted.emit("show"))
        self.again = Button(look, text("eid.print_new"), icon="rotate-ccw")
        self.again.clicked.connect(lambda: self.wanted.emit("again"))
        buttons: QBoxLayout = QVBoxLayout() if look.tokens.narrow else QHBoxLayout()
        buttons.setSpacing(look.px(8))
        for button in (self.again, self.shown):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(3),) * 4)
        column.setSpacing(look.px(8))
        column.addWidget(self._note)
        for button in (self.button, self.next):
            column.addWidget(button)
        column.addLayout(buttons)

    def show_state(self, state: EidState) -> None:
        """Before, after, and after a sheet that was lost."""
        super().show_state(state)
        text, form = self.context.texts.text, state.form
        if form.given:
            self._note.show_note(text("eid.given", time=form.given), "success", title=text("eid.given.title"))
        elif form.lost:
            self._note.show_note(text("error.eid_sheet_lost"), "warning", title=text("eid.lost.title"))
        else:
            self._note.show_note(text("eid.once"), "info", icon="shield-check", title=text("eid.once.title"))
        ready = form.account is not None and form.account.level != "none" and not state.busy
        self.button.set_text(text("eid.print_new" if form.lost else "eid.print"))
        for one in (self.button, self.shown):
            one.setEnabled(ready)
            one.setVisible(not form.given)
        for one in (self.next, self.again):
            one.setVisible(bool(form.given))

    def take_focus(self, where: str = "") -> None:
        """The one filled button; once a sheet is handed over, nothing makes it void by a second press."""
        del where
        done = self.state is not None and self.state.form.given
        (self.next if done else self.button).setFocus()
