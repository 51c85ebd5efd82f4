"""The note over the list at the counter: how many cases of whoever is signed in are late, or due soon."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.ports.desk_file import Counts
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.note import Note, NoteRole


class MineNote(QWidget):
    """One line; ``wanted`` asks for the list of one's own cases. Hidden while none of them presses."""

    wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.look
        self._texts = context.texts
        self.note = Note(look, "", "warning")
        self.button = Button(look, context.texts.text("case.to_mine"))
        self.button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.px(8),) * 4)
        row.setSpacing(look.px(8))
        row.addWidget(self.note, 1)
        row.addWidget(self.button)
        self.hide()

    def show_counts(self, counts: Counts) -> None:
        """Late ones first."""
        pressing = (("case.mine_late", counts.mine_late), ("case.mine_soon", counts.mine_soon))
        said = [self._texts.many(key, number) for key, number in pressing if number]
        role: NoteRole = "error" if counts.mine_late else "warning"
        self.note.show_note(" · ".join(said), role, icon="circle-alert" if counts.mine_late else "clock")
        self.setVisible(bool(said))
