"""Writing an act: its kind, its text, the proofs that it names, a remedy; a look at it, and the PIN of the card."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.actions.acts import Begun
from clerk_app.domain.acts import KINDS, LONGEST, ActDraft
from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.ui.acts.proofs_area import ProofsArea
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, LongTextField, PasswordField
from clerk_app.ui.widgets.note import Note

_BETWEEN = 20  # px at 100 %, between the columns
_LANGUAGES = ("sr-Cyrl", "sr-Latn", "en")


class ActDialog(DialogOver):
    """``sign_wanted`` gives draft and PIN, ``make_wanted`` and ``preview_wanted`` the draft.

    It stays open until whoever does it says so (``accept``), or says what is wrong (``say_wrong``).
    """

    WIDTH = 900
    sign_wanted = Signal(object)
    make_wanted = Signal(object)
    preview_wanted = Signal(object)

    def __init__(self, context: Context, begun: Begun, *, over: QWidget) -> None:
        self._context, self._texts, self._begun = context, context.texts, begun
        text = context.texts.text
        self._signs = begun.signer is not None
        super().__init__(
            context,
            title=f"{text('acts.title')} {begun.number}",
            about=text("acts.about"),
            verb=text("acts.sign" if self._signs else "acts.without"),
            leave=text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._add_text()
        self._add_proofs()
        self._add_signing()
        self._lay_out()

    def open_over(self) -> None:
        """Open with as many proofs in sight as the window has room for."""
        look, window = self._look, self._window
        width = min(look.px(self.WIDTH), window.width() - look.px(24))
        column = (width - 2 * look.px(16) - look.px(_BETWEEN)) // 2
        shown = self.proofs.give_room(column, 0)
        for _ in range(2):  # the first room may only bring the proofs level with the text beside them
            spare = window.height() - look.px(8) - self._wanted(width)
            shown = self.proofs.give_room(column, shown + max(0, spare))
            self._measure_anew()
        super().open_over()

    def _measure_anew(self) -> None:
        """Layouts that lie in one another remember how high they were until they are done."""
        for layout in (self.proofs.layout(), self.layout()):
            if layout is not None:
                layout.update()
                layout.activate()

    def take_focus(self) -> None:
        """The text: the kind is mostly right."""
        self.disposition.setFocus()

    def draft(self) -> ActDraft:
        """What was written."""
        kind = self.kind.value()
        return ActDraft(
            kind=kind if kind in KINDS else self._begun.draft.kind,
            disposition=self.disposition.toPlainText(),
            reasons=self.reasons.toPlainText(),
            proofs=self.proofs.ticked(),
            remedy=self.remedy.isChecked(),
            language=str(self.language.value()),
        )

    def say_wrong(self, error: CounterError) -> None:
        """Mark what is missing; anything else stands at the PIN, or above it where there is none."""
        self.set_busy(on=False)
        words = self._texts.text(f"error.{error.code}", **error.params)
        rows = {"disposition": self._disposition_row, "reasons": self._reasons_row}
        row = rows.get(error.field) if isinstance(error, Invalid) else None
        if row is None and not self._signs:
            self.signer.show_note(words, "error")
            return
        row = row or self.pin_row
        row.setVisible(True)
        self.point_out(row, words)

    def set_busy(self, *, on: bool) -> None:
        """While the card signs nothing else can be done."""
        for button in (self.verb, self.without, self.preview):
            button.setEnabled(not on)
        self.verb.setText(self._texts.text("acts.busy") if on else self._verb_words)

    def _on_verb(self) -> None:
        if not self.verb.isEnabled():
            return
        for row in (self._disposition_row, self._reasons_row, self.pin_row):
            row.clear_message()
        if not self._signs:
            self.make_wanted.emit(self.draft())
            return
        pin = bytearray(self.pin.text().encode())
        self.pin.clear()
        self.set_busy(on=True)
        self.sign_wanted.emit((self.draft(), pin))

    def _add_text(self) -> None:
        texts, look, draft = self._texts, self._look, self._begun.draft
        self.kind = ChoiceField(look, [(kind, texts.text(f"act.kind.{kind}")) for kind in KINDS])
        self.kind.set_value(draft.kind)
        self.kind.value_chosen.connect(self._on_kind)
        self._kind_row = FieldRow(look, texts.text("acts.kind"), self.kind, message_lines=0)
        self.language = ChoiceField(look, [(code, texts.text(f"acts.language.{code}")) for code in _LANGUAGES])
        self.language.set_value(draft.language)
        self._language_row = FieldRow(look, texts.text("acts.language"), self.language, message_lines=0)
        self.disposition = LongTextField(look, lines=5, longest=LONGEST)
        hint = texts.text("acts.disposition_hint")
        self._disposition_row = FieldRow(
            look, texts.text("acts.disposition"), self.disposition, required=True, hint=hint
        )
        self.reasons = LongTextField(look, lines=5, longest=LONGEST)
        self._reasons_row = FieldRow(
            look, texts.text("acts.reasons"), self.reasons, hint=texts.text("acts.reasons_hint")
        )

    def _add_proofs(self) -> None:
        texts, look, begun = self._texts, self._look, self._begun
        self.proofs = ProofsArea(self._context, begun.evidence, begun.draft.proofs)
        self.remedy = Check(look, texts.text("acts.remedy"))
        self.remedy.setChecked(begun.draft.remedy and begun.remedy is not None)
        self.remedy.setEnabled(begun.remedy is not None)

    def _add_signing(self) -> None:
        texts, look, signer = self._texts, self._look, self._begun.signer
        if signer is not None:
            day = texts.date(_day_of(signer.ends))
            words = texts.text("acts.signer", name=signer.name, issuer=signer.issuer, day=day)
            words += "" if self._begun.pin_wanted else f" {texts.text('acts.card_open')}"
        else:
            why = texts.text(f"error.{self._begun.why}", **self._begun.why_params)
            words = texts.text("acts.no_signer", why=why)
        self.signer = Note(look, words, "info" if signer is not None else "warning")
        self.pin = PasswordField(look)
        self.pin_row = FieldRow(
            look, texts.text("acts.pin"), self.pin, hint=texts.text("acts.pin_hint"), message_lines=2
        )
        self.pin_row.setVisible(self._signs and self._begun.pin_wanted)
        self._verb_words = self.verb.text()
        self.preview = Button(look, texts.text("acts.preview"), icon="eye")
        self.preview.clicked.connect(lambda: self.preview_wanted.emit(self.draft()))
        self.without = Button(look, texts.text("acts.without"))
        self.without.clicked.connect(lambda: self.make_wanted.emit(self.draft()))
        self.without.setVisible(self._signs)

    def _lay_out(self) -> None:
        """Text beside proofs and signing; where text is large one below the other."""
        look = self._look
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(look.px(8))
        for part in (self._kind_row, self._language_row, self._disposition_row, self._reasons_row):
            left.addWidget(part)
        left.addStretch(1)
        for below in (self.proofs, self.remedy, self.signer, self.pin_row):
            right.addWidget(below)
        right.addStretch(1)
        ways = QHBoxLayout()
        ways.setSpacing(look.px(8))
        for button in (self.preview, self.without):
            ways.addWidget(button)
        ways.addStretch(1)
        right.addLayout(ways)
        if look.tokens.narrow:
            self.middle.addLayout(left)
            self.middle.addLayout(right)
            return
        both = QHBoxLayout()
        both.setSpacing(look.px(_BETWEEN))
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        self.middle.addLayout(both)

    def _on_kind(self, kind: object) -> None:
        """A confirmation has no remedy; everything else mostly has one."""
        self.remedy.setChecked(kind != "confirmation" and self._begun.remedy is not None)


def _day_of(seconds: int) -> date:
    """The day of a moment, seconds UTC."""
    return datetime.fromtimestamp(seconds, UTC).date()
