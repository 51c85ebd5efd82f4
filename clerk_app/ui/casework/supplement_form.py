"""Taking what a citizen brings later: papers seen, files, a note, and the fields of the form that are other now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.actions.casework import Brought
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.ui.casework.missing import proofs_to_see
from clerk_app.ui.casework.note_field import NoteField
from clerk_app.ui.casework.tick_list import TickList
from clerk_app.ui.detail.correct_form import CorrectForm
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.line import Line


class SupplementForm(QWidget):
    """Stands above the fields (``correct``), which send it; ``file_wanted`` asks for one. What was entered stays."""

    file_wanted = Signal()

    def __init__(self, context: Context, correct: CorrectForm) -> None:
        super().__init__()
        self._context = context
        self._correct = correct
        self._subject = b""
        self.files: list[EnclosureRef] = []
        look, text = context.look, context.texts.text
        self._seen_title = Label(look, text("case.seen"), style="section")
        self.seen = TickList(look)
        self.note = NoteField(context, text("case.note"), hint=text("case.note_hint"))
        add = Button(look, text("command.add_file"), icon="file-plus", keys=context.commands.keys("add_file"))
        add.clicked.connect(self.file_wanted)
        files = QVBoxLayout()
        files.setSpacing(look.px(4))
        self._rows = KeptRows[EnclosureRef](files, self._file)
        beside = QHBoxLayout()
        beside.addWidget(add)
        beside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        column.addWidget(self._seen_title)
        column.addWidget(self.seen)
        column.addLayout(files)
        column.addLayout(beside)
        column.addWidget(self.note)
        column.addWidget(Line(look))

    def show_request(self, opened: Opened) -> None:
        """Begin anew for another request, or go on with what was entered."""
        if opened.view.subject != self._subject:
            self.forget()
            self._subject = opened.view.subject
            self.seen.show_lines(proofs_to_see(opened, self._context))
        self._seen_title.setVisible(bool(self.seen.lines))

    def add_file(self, ref: EnclosureRef) -> None:
        """A file was kept; the same content twice is one."""
        if all(one.sha256 != ref.sha256 for one in self.files):
            self.files.append(ref)
        self._rows.show(list(self.files))

    def brought(self) -> Brought:
        """Everything that was entered."""
        return Brought(
            form=self._correct.changed(),
            enclosures=tuple(self.files),
            seen=self.seen.ticked(),
            note=self.note.note,
            looked_at=self._correct.looked_at,
        )

    def forget(self) -> None:
        """It has been recorded, or is not wanted."""
        self._subject = b""
        self.files = []
        self._rows.show([])
        self.note.set_note("")

    def take_focus(self) -> None:
        """What was seen, or the note."""
        if not self.seen.take_focus():
            self.note.control.setFocus()

    def _file(self, ref: EnclosureRef) -> QWidget:
        look, texts = self._context.look, self._context.texts
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(look, ref.title), 1)
        row.addWidget(Label(look, texts.text("intake.file_size", kb=max(1, ref.size // 1024)), role="text_3"))
        remove = Button(look, texts.text("intake.remove_file"), icon="trash-2", kind="link")
        remove.setAccessibleName(f"{texts.text('intake.remove_file')}: {ref.title}")
        remove.clicked.connect(self._removing(ref))
        row.addWidget(remove)
        return line

    def _removing(self, ref: EnclosureRef) -> Callable[[], None]:
        def on_clicked() -> None:
            self.files.remove(ref)
            self._rows.show(list(self.files))

        return on_clicked
