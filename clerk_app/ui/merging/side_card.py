"""One side of a field: a value, when and where it was written, and whether it is the one that was chosen."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.painted import RING

_THIRD = ("e", "е")  # the second is Cyrillic: the same key on the other layout
_CIRCLE = 16


class SideCard(QRadioButton):
    """``wanted`` gives what a key asks for: ``here``, ``centre``, ``third``, ``above`` or ``below``.

    A ``quiet`` card stands in a row that was merged: without a box until it is chosen or has the focus.
    """

    wanted = Signal(object)
    _KEYS: ClassVar[dict[Qt.Key, str]] = {
        Qt.Key.Key_Left: "here",
        Qt.Key.Key_Right: "centre",
        Qt.Key.Key_Up: "above",
        Qt.Key.Key_Down: "below",
    }

    def __init__(self, look: Look, *, quiet: bool = False) -> None:
        super().__init__()
        self._look = look
        self._quiet = quiet
        self.value = Label(look, "", wrap=True)
        self.source = Label(look, "", style="small", role="text_2", wrap=True)
        column = QVBoxLayout(self)
        across, down = (8, 2) if quiet else (12, 7)
        left = look.px(_CIRCLE + across + 6)
        column.setContentsMargins(left, look.px(down), look.px(across), look.px(down))
        column.setSpacing(look.px(1))
        column.addWidget(self.value)
        column.addWidget(self.source)
        column.addStretch(1)
        for label in (self.value, self.source):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoExclusive(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING, look.tokens.radius("control"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_side(self, value: str, source: str, name: str) -> None:
        """Show a side; ``name`` says of which field and which side it is. A quiet card tells its source when asked."""
        self.value.set_text(value)
        self.source.set_text(source)
        self.source.setVisible(bool(source) and not self._quiet)
        self.setToolTip(source if self._quiet else "")
        self.setAccessibleName(name)
        self.setAccessibleDescription(source)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """What its words need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """No less: words are never cut."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        """Words take the lines they need."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it is the target."""
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        """A click chooses; what is shown as chosen is said by whoever keeps the choice."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and E; blank and Enter choose this side."""
        asked = self._KEYS.get(Qt.Key(event.key()))
        alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if asked is None and event.text().casefold() in _THIRD and alone:
            asked = "third"
        if asked is not None and alone:
            self.wanted.emit(asked)
        elif alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The box, and the circle of a choice."""
        look, painter = self._look, QPainter(self)
        chosen = self.isChecked()
        if chosen or not self._quiet:
            edge = look.colour(
                "accent" if chosen else "control_border_hover" if self.underMouse() else "control_border"
            )
            fill = look.colour("accent_soft" if chosen else "surface")
            thick = look.px(2) if chosen else 1
            box(painter, self.rect(), fill=fill, border=edge, width=thick, radius=look.tokens.radius("control"))
        side = look.px(_CIRCLE)
        top = look.px(2 if self._quiet else 7) + (self.value.fontMetrics().height() - side) / 2
        circle = QRectF(look.px(8 if self._quiet else 10), max(top, look.px(2)), side, side)
        if chosen:
            box(painter, circle, fill=look.colour("accent"), radius=side / 2)
            inner = circle.adjusted(*(look.px(5) * sign for sign in (1, 1, -1, -1)))
            box(painter, inner, fill=look.colour("on_accent"), radius=side / 2)
        else:
            box(painter, circle, fill=look.colour("surface"), border=look.colour("control_border"), radius=side / 2)
