"""A small dialog over the window: no frame of its own, in the upper half, its keys kept from the window below."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from clerk_app.ui.paint import box
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button, Kind
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.focus_in_sight import bring_into_sight
from clerk_app.ui.widgets.kept_focus import FocusPlace
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.scroll import Scroll

_RING = 4
"""Px beside every control, so that the ring of the focus is not cut by what scrolls."""


class DialogOver(QDialog):
    """What will happen, room for what is asked (``middle``), and two verbs. Ctrl+Enter does it, Esc leaves it.

    All but title and verbs is scrolled where the window is not high enough; what has the focus is always in sight.

    It goes with what it lies over: at lock, sign-out and a change of screen it is left. ``WIDTH`` is px at 100 %.
    When it goes the focus is where it was before.
    """

    WIDTH: ClassVar[int] = 480

    def __init__(
        self,
        context: Context,
        *,
        title: str,
        about: str,
        verb: str,
        leave: str,
        over: QWidget,
        kind: Kind = "danger",
    ) -> None:
        self._window = over.window()
        super().__init__(self._window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        look = context.look
        self._look, self._over = look, over
        focused = self._window.focusWidget()
        self._before = FocusPlace(focused) if focused is not None else None
        self.finished.connect(self._on_finished)
        over.installEventFilter(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.verb = Button(look, verb, kind=kind, keys=context.commands.keys("confirm"))
        self.verb.clicked.connect(self._on_verb)
        self.leave = Button(look, leave, keys="Esc")
        self.leave.clicked.connect(self.reject)
        self._scroll = Scroll(look, margin=_RING)
        self._scroll.body.addWidget(Note(look, about, "info"))
        self.middle = QVBoxLayout()
        self.middle.setSpacing(look.px(6))
        self._scroll.body.addLayout(self.middle)
        self._surround(Label(look, title, style="section", wrap=True))

    def _surround(self, said: Label) -> None:
        """What scrolls reaches as far beyond the rest on both sides as a ring needs."""
        look = self._look
        beside = look.px(_RING)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        buttons.addWidget(self.verb)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        said.setContentsMargins(beside, 0, beside, 0)
        buttons.setContentsMargins(beside, 0, beside, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16) - beside, look.px(16), look.px(16) - beside, look.px(16))
        column.setSpacing(look.px(12) - beside)
        column.addWidget(said)
        column.addWidget(self._scroll, 1)
        column.addLayout(buttons)

    def open_over(self) -> None:
        """Open in the upper half of the window, with the focus where the hand goes on."""
        window = self._window
        width = min(self._look.px(self.WIDTH), window.width() - self._look.px(24))
        height = min(self._wanted(width), window.height() - self._look.px(24))
        corner = window.mapToGlobal(window.rect().topLeft())
        top = max(0, (window.height() - height) // 3)
        self.setGeometry(corner.x() + (window.width() - width) // 2, corner.y() + top, width, height)
        self.open()
        self.take_focus()

    def point_out(self, row: FieldRow, words: str) -> None:
        """Say what is wrong at its field, and go there."""
        row.set_error(words)
        row.control.setFocus()
        bring_into_sight(row.control, self._look.px(_RING))

    def _wanted(self, width: int) -> int:
        """How high it is when nothing in it has to be scrolled to."""
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        inner = self._scroll.inner
        room = width - 2 * (self._look.px(16) - self._look.px(_RING))
        whole = inner.heightForWidth(room) if inner.hasHeightForWidth() else inner.sizeHint().height()
        return height - self._scroll.sizeHint().height() + whole

    def take_focus(self) -> None:
        """The way back: nothing happens by a key that was meant for something else."""
        self.leave.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter from anywhere in it; Esc is Qt's."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_verb()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the commands of the window below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave when what lies below is no longer in front."""
        if event.type() == QEvent.Type.Hide and self.isVisible():
            self.reject()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A surface with a border that stands out from anything below it."""
        look = self._look
        radius = look.tokens.radius("panel")
        edge = look.colour("control_border")
        box(QPainter(self), self.rect(), fill=look.colour("surface"), border=edge, radius=radius)

    def _on_finished(self) -> None:
        """The focus goes back to where the hand was, unless another screen has come meanwhile."""
        if isValid(self._window) and self._window.isVisible() and QApplication.activeModalWidget() is None:
            self._window.activateWindow()
        if self._before is not None and isValid(self._over) and self._over.isVisible():
            self._before.take()

    def _on_verb(self) -> None:
        """What the verb does; a dialog that asks for something looks first whether it was given."""
        self.accept()
