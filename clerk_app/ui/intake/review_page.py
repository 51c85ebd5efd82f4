"""The review: what will be received, the signature on paper, and the word of a citizen who insists."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from clerk_app.actions.intake import LONGEST_NOTE
from clerk_app.ui.intake.state import IntakePage, IntakeState
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, LongTextField
from clerk_app.ui.widgets.note import Note


class ReviewPage(IntakePage):
    """Nothing here can stop a receipt: what is missing is noted, and the citizen is told."""

    step = "review"
    accept_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look, text = context.look, context.texts.text
        languages: list[tuple[object, str]] = [(one, text(f"language.{one}")) for one in ("sr-Cyrl", "sr-Latn", "en")]
        self._language = ChoiceField(look, languages)
        self._language.value_chosen.connect(self._on_edited)
        self._remark = LongTextField(look, lines=2, longest=LONGEST_NOTE)
        self._remark_row = FieldRow(look, text("intake.remark"), self._remark)
        full = text("field.full", longest=LONGEST_NOTE)
        self._remark.overfull.connect(lambda: self._remark_row.set_warning(full))
        self._remark.textChanged.connect(self._on_edited)
        self._signed = Check(look, text("intake.signed_on_paper"))
        self._insisted = Check(look, text("intake.insisted"))
        for check in (self._signed, self._insisted):
            check.toggled.connect(self._on_edited)
        self._note = Note(look, "", role="info")
        self._filling = False
        self._lay_out()

    def show_state(self, state: IntakeState) -> None:
        """Show what will be received."""
        super().show_state(state)
        form, text = state.form, self.context.texts
        self._filling = True
        self._language.set_value(form.language)
        self._signed.setChecked(form.signed_on_paper)
        self._insisted.setChecked(form.insisted)
        if not self._remark.hasFocus() and self._remark.toPlainText() != form.note:
            self._remark.setPlainText(form.note)
        self._filling = False
        count = len(state.assessment.findings) if state.assessment else 0
        self._insisted.setVisible(count > 0)
        if count:
            self._note.show_note(text.many("intake.received_with_findings", count), "warning")
        else:
            self._note.show_note(text.text("intake.all_in_order"), "success")

    def summary(self, state: IntakeState) -> str:
        """Nothing: the last step is never folded with words."""
        del state
        return ""

    def take_focus(self, where: str = "") -> None:
        """The button that receives."""
        del where
        self.accept_button.setFocus()

    def _on_edited(self, *_ignored: object) -> None:
        if self._filling or self.state is None:
            return
        form = replace(
            self.state.form,
            language=str(self._language.value() or "sr-Cyrl"),
            note=self._remark.toPlainText(),
            signed_on_paper=self._signed.isChecked(),
            insisted=self._insisted.isChecked(),
        )
        self.form_changed.emit(form)

    def _lay_out(self) -> None:
        look, text, keys = self.context.look, self.context.texts.text, self.context.commands.keys
        layout = QVBoxLayout(self)
        ring = look.px(3)  # room for the focus ring of the widest button
        layout.setContentsMargins(ring, 0, ring, ring)
        layout.setSpacing(look.px(8))
        layout.addWidget(self._note)
        layout.addWidget(FieldRow(look, text("intake.paper_language"), self._language))
        layout.addWidget(self._remark_row)
        layout.addWidget(self._signed)
        layout.addWidget(self._insisted)
        self.accept_button = Button(
            look, text("intake.accept"), icon="stamp", kind="filled", keys=keys("accept"), tall=True
        )
        self.accept_button.clicked.connect(self.accept_wanted)
        sheet = Button(look, text("intake.print_sheet"), icon="file-text", keys=keys("print_sheet"))
        sheet.clicked.connect(self.sheet_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept_button, 1)
        buttons.addWidget(sheet)
        layout.addLayout(buttons)
        layout.addStretch()
