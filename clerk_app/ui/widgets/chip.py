"""A chip: a state in colour, icon and word."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look


class Chip(QWidget):
    """Roles: accent, success, warning, error, offline, practice, or text_2 for a plain one."""

    def __init__(
        self, look: Look, text: str, role: str = "text_2", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._text = text
        self._role = role
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, role, icon)

    def show_state(self, text: str, role: str, icon: str = "") -> None:
        """Show another state."""
        self._text, self._role, self._icon = text, role, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def state(self) -> tuple[str, str, str]:
        """Word, role and icon."""
        return self._text, self._role, self._icon

    def sizeHint(self) -> QSize:
        """Icon and word."""
        look = self._look
        icon = look.px(14) + look.px(5) if self._icon else 0
        return QSize(QFontMetrics(look.font("small")).horizontalAdvance(self._text) + icon + look.px(15), look.px(21))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Soft ground (an outline where the look has none), icon, word."""
        look, painter = self._look, QPainter(self)
        soft = "sunken" if self._role == "text_2" else f"{self._role}_soft"
        flat = look.colour(soft) == look.colour("surface")
        edge = look.colour(self._role) if flat else None
        box(painter, self.rect(), fill=look.colour(soft), border=edge, radius=look.tokens.radius("chip"))
        left, side = look.px(7), look.px(14)
        if self._icon:
            top = (self.height() - side) // 2
            painter.drawPixmap(QRect(left, top, side, side), look.icons.pixmap(self._icon, self._role, side))
            left += side + look.px(5)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour(self._role))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)
