"""A button that is only an icon; its name is spoken and shown as a tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import PaintedButton


class IconButton(PaintedButton):
    """For small helpers inside a field or a head (show letters, close)."""

    def __init__(self, look: Look, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent=parent)
        self._icon_name = icon
        self.setToolTip(name)

    def show_icon(self, icon: str, name: str) -> None:
        """Show another icon with another name."""
        self._icon_name = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A square that a finger can hit."""
        return QSize(self.look.px(26), self.look.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The icon."""
        look, painter = self.look, QPainter(self)
        if self.hovered:
            box(painter, self.rect(), fill=look.colour("row_hover"), radius=look.tokens.radius("chip"))
        side = look.tokens.size("icon")
        role = "text_2" if self.isEnabled() else "text_disabled"
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter.drawPixmap(left, top, look.icons.pixmap(self._icon_name, role))
