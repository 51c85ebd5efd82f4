"""One tile: a title, a number with what it is, the plot, and what stands behind it; Enter opens the table behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.line import Line
from clerk_app.ui.widgets.painted import RING

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TilePart(QWidget):
    """A number, what it is, and its plot; a tile has one of them, or two side by side."""

    def __init__(self, look: Look, plot: QWidget) -> None:
        super().__init__()
        self.number = Label(look, "", style="number_big")
        self.about = Label(look, "", style="small", role="text_2", wrap=True)
        self.plot = plot
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(self.number)
        head.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(head)
        column.addWidget(plot, 1)

    def show_number(self, number: str, about: str) -> None:
        """Say another number; an empty one takes the row away."""
        self.number.set_text(number)
        self.about.set_text(about)
        self.number.setVisible(bool(number))
        self.about.setVisible(bool(about))


class Tile(QFrame):
    """``opened`` says that the table behind it is wanted, ``moved`` that an arrow was pressed (columns, rows)."""

    opened = Signal()
    moved = Signal(object)

    def __init__(self, look: Look, codes: Sequence[str], title: str, parts: Sequence[TilePart]) -> None:
        super().__init__()
        self.codes = tuple(codes)
        self.parts = tuple(parts)
        self.title = title
        self.setObjectName("panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING, look.tokens.radius("panel"))
        self.setAccessibleName(title)
        self.foot = Label(look, "", style="small", role="text_2", wrap=True)
        head = QHBoxLayout()
        head.setContentsMargins(look.px(12), look.px(7), look.px(12), look.px(7))
        head.addWidget(Label(look, title, style="section", wrap=look.tokens.narrow), 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(look.px(12), look.px(6), look.px(12), 0)
        middle.setSpacing(look.px(16))
        for part in parts:
            middle.addWidget(part, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.px(12), look.px(2), look.px(12), look.px(8))
        foot.addWidget(self.foot, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line(look))
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def say(self, foot: str, told: str) -> None:
        """What stands below the plot, and the whole in words."""
        self.foot.set_text(foot)
        self.setAccessibleDescription(told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, arrows go to the neighbours."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.opened.emit()
        elif event.key() in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved.emit(_ARROWS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A double click opens it, as in tables."""
        self.opened.emit()
