"""One enclosure on the page: its name, whether it is an original, how many pages it has."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.widgets.label import ElidedLabel, Label

_MOST_PAGES = 9999
_PAGES_WIDTH = 56


class EnclosureRow(QWidget):
    """``changed`` gives the enclosure as it is described now, ``removed`` takes it away."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, context: Context, ref: EnclosureRef) -> None:
        super().__init__()
        look, text = context.look, context.texts.text
        self._ref = ref
        self.original = Check(look, text("intake.original"))
        self.original.setChecked(ref.original)
        self.original.setAccessibleName(f"{ref.title}: {text('intake.original')}")
        self.original.toggled.connect(self._on_edited)
        self.pages = TextField(look, str(ref.pages or ""), longest=4)
        self.pages.setFixedWidth(look.px(_PAGES_WIDTH))
        self.pages.setAccessibleName(f"{ref.title}: {text('intake.pages')}")
        self.pages.textEdited.connect(self._on_edited)
        remove = Button(look, text("intake.remove_file"), icon="trash-2", kind="link")
        remove.setAccessibleName(f"{text('intake.remove_file')}: {ref.title}")
        remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(10))
        row.addWidget(ElidedLabel(look, ref.title), 1)
        row.addWidget(Label(look, text("intake.file_size", kb=max(1, ref.size // 1024)), role="text_3"))
        row.addWidget(self.original)
        row.addWidget(Label(look, text("intake.pages"), style="small", role="text_2"))
        row.addWidget(self.pages)
        row.addWidget(remove)

    def _on_edited(self, _value: object) -> None:
        typed = self.pages.text().strip()
        pages = int(typed) if typed.isascii() and typed.isdigit() else 0
        self._ref = replace(self._ref, original=self.original.isChecked(), pages=min(pages, _MOST_PAGES))
        self.changed.emit(self._ref)
