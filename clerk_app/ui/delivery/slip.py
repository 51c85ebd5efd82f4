"""What came back of a delivery: a slip, a notice, a returned letter, with its date, number and scan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from clerk_app.actions.delivery import LONGEST_NUMBER, Slip
from clerk_app.domain.delivery import Delivery
from clerk_app.domain.delivery_bodies import NOTINGS, Noting
from clerk_app.domain.delivery_policy import noting_refused
from clerk_app.domain.delivery_states import may_follow
from clerk_app.ui.casework.note_field import NoteField
from clerk_app.ui.delivery.words import state_words
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, DateField, TextField
from clerk_app.ui.widgets.label import Label


def notings(one: Delivery) -> tuple[Noting, ...]:
    """What may be noted of a delivery now."""
    possible = (state for state in NOTINGS if may_follow(one.state, state) and state != "failed")
    return tuple(state for state in possible if not noting_refused(one.channel, state))


class SlipDialog(DialogOver):
    """``slip_given`` gives a ``Slip`` and the path of a scan, or nothing in its place."""

    WIDTH = 560
    slip_given = Signal(object)

    def __init__(self, context: Context, one: Delivery, today: date, *, over: QWidget) -> None:
        texts, look = context.texts, context.look
        super().__init__(
            context,
            title=texts.text("delivery.slip_title", title=one.title),
            about=texts.text("delivery.slip_about"),
            verb=texts.text("delivery.slip_do"),
            leave=texts.text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._texts, self._today = texts, today
        self._path: Path | None = None
        self.state = ChoiceField(look, [(state, state_words(state, texts)) for state in notings(one)])
        self.state.set_value(None)
        self.state.currentIndexChanged.connect(self._follow)
        self.on = DateField(look)
        self.on.set_date(today)
        self.on_row = FieldRow(look, texts.text("delivery.slip_day"), self.on, required=True)
        self.state_row = FieldRow(look, texts.text("delivery.slip_what"), self.state, required=True)
        self.number = TextField(look, longest=LONGEST_NUMBER)
        self.note = NoteField(context, texts.text("case.note"))
        self.scan = Button(look, texts.text("delivery.add_scan"), icon="paperclip")
        self.verb.set_unavailable(texts.text("delivery.slip_what_missing"))
        self.scan.clicked.connect(self._ask_file)
        self._named = Label(look, "", style="small", role="text_2", wrap=True)
        for part in (
            self.state_row,
            self.on_row,
            FieldRow(look, texts.text("delivery.slip_number"), self.number),
            self.note,
        ):
            self.middle.addWidget(part)
        scan = QHBoxLayout()
        scan.setSpacing(look.px(12))
        scan.addWidget(self.scan)
        scan.addWidget(self._named, 1)
        self.middle.addLayout(scan)

    def take_focus(self) -> None:
        """What it says."""
        self.state.setFocus()

    def enclose(self, path: Path) -> None:
        """Take a scan along."""
        self._path = path
        self._named.set_text(self._texts.text("delivery.scan_added"))

    def _follow(self) -> None:
        missing = "" if self.state.value() else self._texts.text("delivery.slip_what_missing")
        self.verb.set_unavailable(missing)
        if not missing:
            self.state_row.clear_message()

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self._texts.text("delivery.add_scan"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.enclose(Path(name)))
        dialog.open()

    def _on_verb(self) -> None:
        state = next((state for state in NOTINGS if state == self.state.value()), None)
        if state is None:
            self.point_out(self.state_row, self._texts.text("delivery.slip_what_missing"))
            return
        day = self.on.date()
        if day is None or day > self._today:
            self.point_out(self.on_row, self._texts.text("error.slip_day"))
            return
        slip = Slip(state=state, on=day.isoformat(), number=self.number.text(), text=self.note.note)
        self.slip_given.emit((slip, self._path))
        self.accept()
