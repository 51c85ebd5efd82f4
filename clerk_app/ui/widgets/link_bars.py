"""How good the link is, as bars; the word beside it says the same."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look

LINKS = {
    "link-good": (4, "success"),
    "link-fair": (3, "success"),
    "link-weak": (1, "warning"),
    "link-none": (0, ""),
    "link-unknown": (0, "text_2"),
}


def paint_link(painter: QPainter, rect: QRect, state: str, look: Look) -> None:
    """Four bars, the first few full, none while nothing is known; without a link a crossed cloud."""
    full, role = LINKS[state]
    if not role:
        painter.drawPixmap(rect, look.icons.pixmap("cloud-off", "offline", rect.width()))
        return
    step = rect.width() / 4
    for index in range(4):
        height = rect.height() * (index + 1.4) / 5.4
        bar = QRectF(rect.left() + index * step, rect.bottom() + 1 - height, step - look.px(1), height)
        colour = look.colour(role)
        colour.setAlphaF(1.0 if index < full else 0.35)
        box(painter, bar, fill=colour, radius=1)
