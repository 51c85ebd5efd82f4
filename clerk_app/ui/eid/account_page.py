"""Steps 2 and 3: the account that there is, and the one that is opened."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.contract.eid import EidAccount
from clerk_app.i18n import Texts
from clerk_app.ui.eid.person_page import grid_of
from clerk_app.ui.eid.state import EidPage, EidState
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.note import Note, NoteRole


def account_words(account: EidAccount, texts: Texts) -> str:
    """An account on one line."""
    level = texts.text(f"eid.level.{account.level}")
    return f"{level} · {account.email}" if account.email else level


class EidAccountPage(EidPage):
    """What the centre has said; e-mail and telephone are masked."""

    step = "account"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look, text = context.look, context.texts.text
        self._note = Note(look, text("eid.not_asked"))
        self._facts = KeyValues(look, label_width=140)
        self.button = Button(
            look, text("eid.go_on"), icon="arrow-right", kind="filled", keys=context.commands.keys("confirm")
        )
        self.button.clicked.connect(lambda: self.wanted.emit("go_on"))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(3),) * 4)
        column.setSpacing(look.px(8))
        for part in (self._note, self._facts, self.button):
            column.addWidget(part)

    def show_state(self, state: EidState) -> None:
        """The account, or that there is none yet, or that nobody has asked."""
        super().show_state(state)
        text, account = self.context.texts.text, state.form.account
        known = account is not None and account.level != "none"
        self._facts.setVisible(known)
        self.button.setVisible(account is not None and account.state != "blocked")
        self.button.setEnabled(not state.busy)
        if account is None:
            self._note.show_note(text("eid.not_asked"), "info")
            return
        role: NoteRole = {"none": "info", "blocked": "error", "active": "success"}.get(account.state, "warning")  # type: ignore[assignment] # a role each
        self._note.show_note(text(f"eid.state.{account.state}"), role)
        self._facts.show_rows(
            [
                (text("eid.level"), text(f"eid.level.{account.level}")),
                (text("person.email"), account.email),
                (text("person.phone"), account.phone),
            ]
        )

    def summary(self, state: EidState) -> str:
        """Level and masked e-mail."""
        return account_words(state.form.account, self.context.texts) if state.form.account is not None else ""

    def take_focus(self, where: str = "") -> None:
        """What goes on from here."""
        del where
        self.button.setFocus()


class EidContactPage(EidPage):
    """E-mail and telephone, read back to the citizen, and the text that they agree to."""

    step = "contact"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look, text = context.look, context.texts.text
        self._filling = False
        self._fields = {"email": TextField(look, longest=120), "phone": TextField(look, longest=30)}
        self._rows = {
            name: FieldRow(look, text(f"person.{name}"), field, required=True) for name, field in self._fields.items()
        }
        self._read_back = Check(look, text("eid.read_back"))
        self._rows["read_back"] = FieldRow(look, text("eid.confirmed"), self._read_back)
        self._read_back.setAccessibleName(text("eid.read_back"))  # the label above is no name for what is confirmed
        self._agreement = Note(look, "", "info", title=text("agreement.title"), icon="file-text")
        self.button = Button(
            look,
            text("eid.register"),
            icon="user-round-plus",
            kind="filled",
            keys=context.commands.keys("confirm"),
        )
        self.button.clicked.connect(lambda: self.wanted.emit("register"))
        paper = Button(look, text("eid.print_agreement"), icon="printer")
        paper.clicked.connect(lambda: self.wanted.emit("print_agreement"))
        self._paper = paper
        for field in self._fields.values():
            field.textEdited.connect(self._on_edited)
        self._read_back.toggled.connect(self._on_edited)
        self._lay_out()

    def show_agreement(self, words: str) -> None:
        """The text of the centre's rules, in the language of the screen."""
        self._agreement.show_note(words, "info", title=self.context.texts.text("agreement.title"), icon="file-text")

    def show_state(self, state: EidState) -> None:
        """Fill the fields; errors under theirs."""
        super().show_state(state)
        form = state.form
        self._filling = True
        for name, value in (("email", form.email), ("phone", form.phone)):
            if not self._fields[name].hasFocus() and self._fields[name].text() != value:
                self._fields[name].setText(value)
        self._read_back.setChecked(form.read_back)
        self._filling = False
        for name, row in self._rows.items():
            error = state.error_at(name)
            row.set_error(error_words(error, self.context.texts)) if error else row.clear_message()
        for button in (self.button, self._paper):
            button.setEnabled(not state.busy)

    def summary(self, state: EidState) -> str:
        """What was read back."""
        form = state.form
        return f"{form.email} · {form.phone}" if form.email and form.phone else ""

    def take_focus(self, where: str = "") -> None:
        """The field of an error, or the first that is empty."""
        if where == "read_back" or all(field.text() for field in self._fields.values()):
            self._read_back.setFocus()
            return
        empty = next(field for field in self._fields.values() if not field.text())
        (self._fields.get(where) or empty).setFocus()

    def _on_edited(self, *_ignored: object) -> None:
        if self._filling or self.state is None:
            return
        typed = {name: field.text() for name, field in self._fields.items()}
        before = self.state.form
        same = (before.email, before.phone) == (typed["email"], typed["phone"])
        read_back = self._read_back.isChecked() and (same or not before.read_back)
        self.form_changed.emit(replace(before, email=typed["email"], phone=typed["phone"], read_back=read_back))

    def _lay_out(self) -> None:
        look = self.context.look
        placed: list[tuple[QWidget, int]] = [(self._rows["email"], 7), (self._rows["phone"], 5)]
        paper = QHBoxLayout()
        paper.addWidget(self._paper)
        paper.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(3),) * 4)
        column.setSpacing(look.px(6))
        column.addLayout(grid_of(self.context, placed))
        column.addWidget(self._rows["read_back"])
        column.addWidget(self._agreement)
        column.addLayout(paper)
        column.addWidget(self.button)
