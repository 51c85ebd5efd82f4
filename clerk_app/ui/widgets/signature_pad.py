"""A pad to sign on: strokes of mouse, pen or finger, kept as points of one scale whatever the pad's size."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import RING

PAD = 1000
"""Points lie within 0..PAD across, and down by the same scale."""
_STEP = 8
"""Points nearer to the last one are left out: they change nothing that is seen."""


class SignaturePad(QWidget):
    """``signed`` says that there is a stroke more, or none any more. Backspace takes everything away.

    Whoever cannot sign here signs on paper: nothing depends on a pointer.
    """

    signed = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._strokes: list[list[int]] = []
        self._under_way = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setProperty(RING, look.tokens.radius("control"))
        self.setFixedHeight(look.px(110))

    def strokes(self) -> tuple[tuple[int, ...], ...]:
        """Everything that was drawn: x, y, x, y … of each stroke."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def show_strokes(self, strokes: tuple[tuple[int, ...], ...]) -> None:
        """Show a signature that was kept."""
        self._strokes = [list(stroke) for stroke in strokes]
        self.update()

    def clear(self) -> None:
        """Take everything away."""
        self._strokes.clear()
        self._under_way = False
        self.update()
        self.signed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self._strokes.append(list(self._point(event.position())))
            self._under_way = True
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It goes on."""
        if not self._under_way:
            return
        stroke, (x, y) = self._strokes[-1], self._point(event.position())
        if abs(x - stroke[-2]) + abs(y - stroke[-1]) >= _STEP:
            stroke += (x, y)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It ends."""
        if event.button() == Qt.MouseButton.LeftButton and self._under_way:
            self._under_way = False
            self.signed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace and Delete take everything away."""
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The ground, a line to sign on, and the strokes."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = look.colour("control_border" if self.isEnabled() else "divider")
        ground = look.colour("surface" if self.isEnabled() else "sunken")
        box(painter, self.rect(), fill=ground, border=edge, radius=look.tokens.radius("control"))
        base = self.height() - look.px(24)
        painter.setPen(QPen(look.colour("divider"), look.px(1)))
        painter.drawLine(look.px(16), base, self.width() - look.px(16), base)
        painter.setPen(QPen(look.colour("text"), look.px(2), c=Qt.PenCapStyle.RoundCap))
        scale = self.width() / PAD
        for stroke in self._strokes:
            pairs = zip(stroke[::2], stroke[1::2], strict=True)
            painter.drawPolyline(QPolygonF([QPointF(x * scale, y * scale) for x, y in pairs]))

    def _point(self, at: QPointF) -> tuple[int, int]:
        scale = PAD / max(1, self.width())
        x, y = round(at.x() * scale), round(at.y() * scale)
        return min(max(x, 0), PAD), min(max(y, 0), PAD)
