"""The card of a file that is saved: what it is for, how far it is with a way to stop, and where it lies."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from clerk_app.ui.devices.saving import Saving
from clerk_app.ui.paint import box
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.line import Line
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.progress import Progress


class SavingCard(QFrame):
    """A view of one ``Saving``; its command does what its button does."""

    def __init__(self, context: Context, saving: Saving) -> None:
        super().__init__()
        self._context = context
        self.saving = saving
        look, text = context.look, context.texts.text
        title = text(f"saving.{saving.name}")
        self.setAccessibleName(title)
        self.about = Label(look, text(f"saving.{saving.name}.about"), role="text_2", wrap=True)
        self.button = Button(look, text("saving.save"), keys=context.commands.keys(saving.command))
        self.button.setAccessibleName(f"{text('saving.save')}: {title}")
        self.button.clicked.connect(context.commands.action(saving.command).trigger)
        kept = self.button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(kept)
        self.progress = Progress(look, title, text("saving.stop"))
        self.progress.cancelled.connect(saving.give_up)
        self.note = Note(look, "", "success")
        self.folder = Button(look, text("saving.folder"), icon="folder-open", kind="link")
        self.folder.setAccessibleName(f"{text('saving.folder')}: {title}")
        self.folder.clicked.connect(self._on_folder)
        self._lay_out(title)
        saving.changed.connect(self._show)
        self._show()

    def choose(self) -> None:
        """Let the clerk say where."""
        if self.saving.busy:
            return
        dialog = QFileDialog(self, self._context.texts.text(f"saving.{self.saving.name}.where"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.saving.begin(Path(name)))
        dialog.open()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Surface and a quiet edge."""
        look = self._context.look
        radius = look.tokens.radius("panel")
        box(QPainter(self), self.rect(), fill=look.colour("surface"), border=look.colour("divider"), radius=radius)

    def _show(self) -> None:
        saving, texts = self.saving, self._context.texts
        self.button.setVisible(not saving.busy)
        self.progress.setVisible(saving.busy)
        percent = saving.done * 100 // saving.whole if saving.whole else 0
        words = texts.text(f"saving.{saving.name}.progress", percent=percent)
        self.progress.show_progress(saving.done, saving.whole, words)
        told = saving.path is not None or saving.error is not None
        self.note.setVisible(told)
        self.about.setVisible(not (told or saving.busy))
        self.folder.setVisible(saving.path is not None)
        if saving.error is not None:
            self.note.show_note(error_words(saving.error, texts), "error")
        elif saving.path is not None:
            self.note.show_note(texts.text(f"saving.{saving.name}.saved", path=breakable(saving.path)), "success")

    def _on_folder(self) -> None:
        if self.saving.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saving.path.parent)))

    def _lay_out(self, title: str) -> None:
        look = self._context.look
        icon = QLabel()
        icon.setPixmap(look.icons.pixmap(self.saving.icon, "text_2", look.px(20)))
        head = QHBoxLayout()
        head.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        head.setSpacing(look.px(8))
        head.addWidget(icon)
        head.addWidget(Label(look, title, style="section", wrap=True), 1)
        head.addWidget(self.folder)
        head.addWidget(self.button)
        said = QVBoxLayout()
        said.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(10))
        for part in (self.about, self.note, self.progress):
            said.addWidget(part)
        said.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line(look))
        column.addLayout(said, 1)


def breakable(path: Path) -> str:
    """A path that a label may break after each folder."""
    return str(path).replace(os.sep, f"{os.sep}\u200b")
