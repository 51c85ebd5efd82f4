"""Hand-over at the counter: who came and by which document, whether they take it, and how they sign."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.actions.delivery import Handing
from clerk_app.domain.delivery import Document
from clerk_app.domain.delivery_bodies import TAIL, Checked, IdentityKind, Signed, Taker
from clerk_app.domain.eid import tail_of
from clerk_app.domain.people import Person
from clerk_app.ui.casework.note_field import NoteField
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, TextField
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.signature_pad import SignaturePad
from clerk_app.ui.widgets.yes_no import YesNo

_KINDS: tuple[IdentityKind, ...] = ("id_card", "passport", "other")


class HandOverDialog(DialogOver):
    """``handing_given`` gives a ``Handing``; ``known`` is the applicant as received, ``reader`` whose card is in."""

    WIDTH = 640
    handing_given = Signal(object)

    def __init__(
        self,
        context: Context,
        document: Document,
        *,
        known: Person,
        reader: Person | None,
        representative: str,
        over: QWidget,
    ) -> None:
        text = context.texts.text
        super().__init__(
            context,
            title=text("delivery.hand_title", title=document.ref.title),
            about=text("delivery.hand_about"),
            verb=text("delivery.hand_do"),
            leave=text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._texts, self._known = context.texts, known
        self._reader = reader if reader is not None and reader.known else None
        self._card = self._reader if _same(self._reader, known) else None
        self._build_person(context, representative)
        self._build_signature(context)
        self.note = NoteField(context, text("case.note"), hint=text("delivery.note_hint"))
        self._lay_out()
        self._fill_card()
        self._follow()

    def take_focus(self) -> None:
        """The document, or the signature where the card has said who it is."""
        (self.pad if self._card is not None else self.number).setFocus()

    def handing(self) -> Handing:
        """What stands in it now."""
        taken = self.takes.value() != "no"
        drawn = self.pad.strokes() if taken and not self.on_paper.isChecked() else ()
        signed: Signed = "paper" if taken and self.on_paper.isChecked() else "strokes" if drawn else "none"
        to: Taker = "representative" if self.to.value() == "representative" else "applicant"
        kind: IdentityKind = next((kind for kind in _KINDS if kind == self.kind.value()), _KINDS[-1])
        checked: Checked = "card" if self._is_card(to, kind) else "eyes"
        return Handing(
            to=to,
            name=self.name.text() if to == "representative" else "",
            identity=kind,
            number=self.number.text(),
            checked=checked,
            taken=taken,
            signed=signed,
            strokes=drawn,
            note=self.note.note,
        )

    def _build_person(self, context: Context, representative: str) -> None:
        look, text = context.look, context.texts.text
        whom: list[tuple[object, str]] = [(who, text(f"delivery.to.{who}")) for who in ("applicant", "representative")]
        self.to = ChoiceField(look, whom)
        self.to.value_chosen.connect(lambda _who: self._follow())
        self.name = TextField(look, representative, longest=120)
        self.name_row = FieldRow(look, text("delivery.taker_name"), self.name, required=True)
        self.kind = ChoiceField(look, [(kind, text(f"delivery.seen.{kind}")) for kind in _KINDS])
        self.number = TextField(look, longest=30)
        self.number_row = FieldRow(
            look, text("delivery.number"), self.number, required=True, hint=text("delivery.number_hint")
        )
        self.takes = YesNo(look, text("delivery.takes"), text("delivery.refuses"))
        self.takes.set_value("yes")
        self.takes.answered.connect(lambda _answer: self._follow())
        self._seen = Label(look, "", style="small", role="success", wrap=True)

    def _build_signature(self, context: Context) -> None:
        look, text = context.look, context.texts.text
        self.pad = SignaturePad(look, text("delivery.signature"))
        self.pad_row = FieldRow(look, text("delivery.signature"), self.pad)
        self.pad.signed.connect(self.pad_row.clear_message)
        self.on_paper = Check(look, text("delivery.on_paper"))
        self.on_paper.toggled.connect(lambda _on: self._follow())
        self.again = Button(look, text("delivery.sign_again"), icon="rotate-ccw", kind="link")
        self.again.clicked.connect(self.pad.clear)

    def _lay_out(self) -> None:
        look, text = self._look, self._texts.text
        narrow = look.tokens.narrow
        first = QVBoxLayout() if narrow else QHBoxLayout()
        second = QVBoxLayout() if narrow else QHBoxLayout()
        for row in (first, second):
            row.setSpacing(look.px(12))
        first.addWidget(FieldRow(look, text("delivery.whom"), self.to), 1)
        first.addWidget(self.name_row, 1)
        second.addWidget(FieldRow(look, text("delivery.identity"), self.kind), 1)
        second.addWidget(self.number_row, 1)
        below = QHBoxLayout()
        below.addWidget(self.on_paper)
        below.addStretch(1)
        below.addWidget(self.again)
        self.middle.addLayout(first)
        self.middle.addLayout(second)
        self.middle.addWidget(self._seen)
        self.middle.addWidget(self.takes)
        self.middle.addWidget(self.pad_row)
        self.middle.addLayout(below)
        self.middle.addWidget(self.note)

    def _fill_card(self) -> None:
        """What the card in the reader says, if it is the applicant's; whose it is, if it is somebody else's."""
        self._seen.setVisible(self._reader is not None)
        if self._card is not None:
            self._seen.set_text(self._texts.text("delivery.by_card"))
            self.number.setText(tail_of(self._card.document.number))
        elif self._reader is not None:
            self._seen.set_role("warning")
            self._seen.set_text(self._texts.text("delivery.other_card", name=self._reader.spoken_name()))

    def _is_card(self, to: Taker, kind: str) -> bool:
        """Whether the card in the reader says that it is who it is."""
        card = self._card
        return (
            card is not None
            and to == "applicant"
            and kind == "id_card"
            and self.number.text() == tail_of(card.document.number)
        )

    def _follow(self) -> None:
        """Show what is asked of whoever came, and of who refuses."""
        self.name_row.setVisible(self.to.value() == "representative")
        taken = self.takes.value() != "no"
        self.pad_row.setVisible(taken)
        self.on_paper.setVisible(taken)
        self.again.setVisible(taken and not self.on_paper.isChecked())
        self.pad.setEnabled(not self.on_paper.isChecked())
        self.verb.setText(self._texts.text("delivery.hand_do" if taken else "delivery.refuse_do"))

    def _on_verb(self) -> None:
        handing, text = self.handing(), self._texts.text
        unsigned = handing.taken and handing.signed == "none" and not handing.note
        if len(tail_of(handing.number)) < TAIL:
            self.point_out(self.number_row, text("error.hand_document_missing"))
        elif handing.to == "representative" and not handing.name.strip():
            self.point_out(self.name_row, text("error.hand_name_missing"))
        elif unsigned:
            self.point_out(self.pad_row, text("error.hand_unsigned"))
        elif not handing.taken and not handing.note:
            self.point_out(self.note, text("error.hand_note_missing"))
        elif handing.is_other_card_than(self._known) and not handing.note:
            self.point_out(self.note, text("error.hand_document_other"))
        else:
            self.handing_given.emit(handing)
            self.accept()


def _same(reader: Person | None, known: Person) -> bool:
    return reader is not None and bool(reader.id_number) and reader.id_number == known.id_number
