"""A request's number: truth has a shape. Provisional: violet, regular, dashed tag. Unique: semibold, no tag."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look


def paint_number(painter: QPainter, rect: QRect, number: str, tag: str, look: Look) -> None:
    """``number`` left in ``rect``; with a ``tag`` (provisional, practice) in violet and the tag behind it."""
    font = look.font("body", 0 if tag else 600)
    painter.setFont(font)
    painter.setPen(look.colour("offline" if tag else "text"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, number)
    if not tag:
        return
    left = rect.left() + QFontMetrics(font).horizontalAdvance(number) + look.px(6)
    paint_tag(painter, QRect(left, rect.top(), rect.right() - left, rect.height()), tag, look)


def tag_width(tag: str, look: Look) -> int:
    """How wide the dashed tag of a word is."""
    return QFontMetrics(look.font("small")).horizontalAdvance(tag) + look.px(9)


def paint_tag(painter: QPainter, rect: QRect, tag: str, look: Look) -> None:
    """The dashed tag alone, at the left of ``rect``."""
    font = look.font("small")
    height = look.px(19)
    cap = QRect(rect.left(), rect.center().y() + 1 - height // 2, tag_width(tag, look), height)
    box(painter, cap, border=look.colour("offline"), radius=look.px(4), dashed=True, width=look.px(1))
    painter.setFont(font)
    painter.setPen(look.colour("offline"))
    painter.drawText(cap.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, tag)


class NumberTag(QWidget):
    """One number in a heading or a line; ``tag`` is the word for "provisional", empty for a unique number."""

    def __init__(self, look: Look, number: str = "", tag: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._number = number
        self._tag = tag
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_number(number, tag)

    def show_number(self, number: str, tag: str = "") -> None:
        """Show another number."""
        self._number, self._tag = number, tag
        self.setAccessibleName(f"{number} {tag}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Number and tag."""
        look = self._look
        width = QFontMetrics(look.font("body", 0 if self._tag else 600)).horizontalAdvance(self._number)
        if self._tag:
            width += look.px(6) + tag_width(self._tag, look) + 1
        return QSize(width + 1, look.px(21))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The number."""
        paint_number(QPainter(self), self.rect(), self._number, self._tag, self._look)
