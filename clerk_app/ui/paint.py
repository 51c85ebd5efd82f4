"""Strokes that the own-painted widgets share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from clerk_app.ui.markup import runs
from clerk_app.ui.theme import Look

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def box(
    painter: QPainter,
    rect: QRectF | QRect,
    *,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1,
    radius: float = 0,
    dashed: bool = False,
) -> None:
    """A rounded box whose border lies inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    pen = QPen(border, width) if border is not None else QPen(Qt.PenStyle.NoPen)
    if dashed:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    inset = width / 2 if border is not None else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def keycap_width(look: Look, keys: str) -> int:
    """How wide the cap of ``keys`` is; 0 for none."""
    if not keys:
        return 0
    return max(look.px(24), QFontMetrics(look.font("keycap")).horizontalAdvance(keys) + look.px(14))


def keycap_height(look: Look) -> int:
    """How high a cap is, in the bar and in buttons."""
    return look.tokens.types["keycap"].line + look.px(5)


def keycap(painter: QPainter, rect: QRect, keys: str, look: Look, *, ink: str = "text_2", edge: str = "") -> None:
    """A key as it looks on the keyboard: a box with a thicker foot."""
    border = look.colour(edge or "control_border")
    box(painter, rect, fill=None if edge else look.colour("surface_alt"), border=border, radius=look.px(4))
    painter.save()
    foot = QPen(border, look.px(2))
    painter.setPen(foot)
    bottom = rect.bottom() + 1 - look.px(1)
    painter.drawLine(QPointF(rect.left() + look.px(3), bottom), QPointF(rect.right() + 1 - look.px(3), bottom))
    painter.setPen(look.colour(ink))
    painter.setFont(look.font("keycap"))
    painter.drawText(rect.adjusted(0, 0, 0, -look.px(1)), Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()


def text_width(look: Look, text: str, style: str = "body", weight: int = 0) -> int:
    """How wide a marked text is on one line."""
    plain_metrics = QFontMetrics(look.font(style, weight))
    strong_metrics = QFontMetrics(look.font(style, 600))
    return sum((strong_metrics if strong else plain_metrics).horizontalAdvance(piece) for piece, strong in runs(text))


def marked_text(
    painter: QPainter, rect: QRect, text: str, look: Look, *, style: str = "body", role: str = "text", strong: str = ""
) -> None:
    """One line of marked text, left and vertically centred; strong pieces in ``strong``, or in ``role`` too.

    What does not fit is cut with an ellipsis.
    """
    painter.save()
    left = rect.left()
    for piece, is_strong in runs(text):
        font = look.font(style, 600 if is_strong else 0)
        metrics = QFontMetrics(font)
        room = rect.right() + 1 - left
        shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(look.colour(strong if is_strong and strong else role))
        painter.drawText(QRect(left, rect.top(), room, rect.height()), _LEFT, shown)
        left += metrics.horizontalAdvance(shown)
        if shown != piece:
            break
    painter.restore()
