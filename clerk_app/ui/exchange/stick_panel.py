"""The other ways than the line: a USB stick, what is on it, and how far its filling or emptying is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout

from clerk_app.ports.bundle import FoundStick
from clerk_app.ui.commands import Bound
from clerk_app.ui.exchange.stick_task import StickTask
from clerk_app.ui.exchange.stick_words import brought_words, found_words, taken_words
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note, NoteRole
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.progress import Progress

_WORDS = {"carry": "stick.carrying", "bring": "stick.bringing"}

LOOK_EVERY = 3000
"""Milliseconds after which a stick that was put in is seen."""


class StickPanel(Panel):
    """A view of one ``StickTask``; its commands do what its buttons do.

    While it is shown, ``looking`` asks again and again which sticks are in.
    """

    def __init__(self, context: Context, task: StickTask) -> None:
        text = context.texts.text
        super().__init__(context.look, text("stick.title"), icon="route")
        self._context = context
        self._task = task
        self._sticks: tuple[FoundStick, ...] = ()
        self.about = Label(context.look, "", style="small", role="text_2", wrap=True)
        self.carry = self._button("to_stick", text("stick.carry"))
        self.bring = self._button("from_stick", text("stick.bring"))
        self.progress = Progress(context.look, text("stick.usb"), text("stick.stop"))
        self.progress.cancelled.connect(task.give_up)
        self.note = Note(context.look, "", "success")
        self._lay_out()
        task.changed.connect(self._show)
        self.looking = QTimer(self, interval=LOOK_EVERY)
        self.show_sticks(())
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody may put a stick in now."""
        super().showEvent(event)
        self.looking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees which are in; the program may be ending."""
        super().hideEvent(event)
        self.looking.stop()

    def bound(self) -> Sequence[Bound]:
        """What the keys do."""
        return Bound("to_stick", self._on_carry), Bound("from_stick", self._on_bring)

    def show_sticks(self, sticks: tuple[FoundStick, ...]) -> None:
        """Say which sticks are in."""
        self._sticks = sticks
        self.about.set_text(found_words(sticks, self._context.texts))

    def show_waiting(self, entries: int) -> None:
        """Say on the button how much would go."""
        number = self._context.texts.number(entries) if entries else ""
        self.carry.set_text(f"{self._context.texts.text('stick.carry')} {number}".rstrip())

    def outcome(self) -> tuple[str, NoteRole] | None:
        """What the last filling or emptying has come to, in words; nothing while there is none to tell."""
        task, texts = self._task, self._context.texts
        if task.doing:
            return None
        if task.error is not None:
            return error_words(task.error, texts), "error"
        if task.taken is not None:
            return taken_words(task.taken, texts), "warning" if task.taken.left_out else "success"
        if task.brought is not None:
            role: NoteRole = "info" if task.brought.kind == "known" else "success"
            return brought_words(task.brought, texts), "warning" if task.brought.stopped else role
        return None

    def _button(self, command: str, words: str) -> Button:
        button = Button(self._context.look, words, keys=self._context.commands.keys(command))
        button.clicked.connect(self._context.commands.action(command).trigger)
        return button

    def _lay_out(self) -> None:
        look = self._context.look
        icon = QLabel()
        icon.setPixmap(look.icons.pixmap("usb", "text_2", look.px(20)))
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addWidget(Label(look, self._context.texts.text("stick.usb"), style="body_strong"))
        words.addWidget(self.about)
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        buttons = QVBoxLayout() if look.tokens.narrow else QHBoxLayout()
        buttons.setSpacing(look.px(8))
        buttons.addWidget(self.carry)
        buttons.addWidget(self.bring)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.note)

    def _show(self) -> None:
        task, texts = self._task, self._context.texts
        busy = bool(task.doing)
        for button in (self.carry, self.bring):
            button.setVisible(not busy)
        self.progress.setVisible(busy)
        if task.doing:
            percent = task.done * 100 // task.whole if task.whole else 0
            self.progress.show_progress(task.done, task.whole, texts.text(_WORDS[task.doing], percent=percent))
        said = self.outcome()
        self.note.setVisible(said is not None)
        if said is not None:
            self.note.show_note(*said)

    def _on_carry(self) -> None:
        self._choose("stick.where_to", self._task.carry)

    def _on_bring(self) -> None:
        self._choose("stick.where_from", self._task.bring)

    def _choose(self, title: str, chosen: Callable[[Path], None]) -> None:
        """The one stick that is in; else let the clerk say where."""
        if self._task.doing:
            return
        if len(self._sticks) == 1:
            chosen(self._sticks[0].root)
            return
        start = str(self._sticks[0].root.parent) if self._sticks else ""
        dialog = QFileDialog(self, self._context.texts.text(title), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
        dialog.open()
