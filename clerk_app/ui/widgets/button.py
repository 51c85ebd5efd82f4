"""A button that carries its key."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from clerk_app.ui.paint import box, keycap, keycap_height, keycap_width
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import RING

Kind = Literal["plain", "filled", "danger", "link", "quiet"]


class Button(QPushButton):
    """Icon, words, keycap. ``filled`` stands at most once on a screen and is what Enter does.

    ``link`` and ``quiet`` have no box.
    ``spread`` puts the words left and the key right (ways out on a card) instead of both in the middle.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        keys: str = "",
        icon: str = "",
        kind: Kind = "plain",
        spread: bool = False,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.look = look
        self._keys = keys
        self._icon_name = icon
        self._kind = kind
        self._spread = spread
        self._tall = tall
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty(RING, look.tokens.radius("control"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if kind == "filled":
            self.setDefault(True)
        if kind in ("link", "quiet"):
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_text(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_keys(self, keys: str) -> None:
        """Show another key, or none."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def set_unavailable(self, reason: str) -> None:
        """Pale, with the reason in tool tip and status tip; an empty reason makes it available again."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setStatusTip(reason)
        self.setAccessibleDescription(reason)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        look = self.look
        parts = [QFontMetrics(look.font("body", self._weight)).horizontalAdvance(self.text())]
        parts += [look.tokens.size("icon")] if self._icon_name else []
        parts += [keycap_width(look, self._keys)] if self._keys else []
        padding = 0 if self.bare else look.px(24)
        height = look.tokens.size("button") + (look.px(6) if self._tall else 0)
        if self.bare:
            height = max(keycap_height(look), look.tokens.types["body"].line)
        return QSize(sum(parts) + look.px(8) * (len(parts) - 1) + padding, height)

    def minimumSizeHint(self) -> QSize:
        """No less than it asks for: text is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Box, icon, words, key."""
        painter = QPainter(self)
        fill, border = self._ground()
        if not self.bare:
            box(painter, self.rect(), fill=fill, border=border, radius=self.look.tokens.radius("control"))
        ink = self._ink()
        look = self.look
        hint = self.sizeHint().width()
        edge = 0 if self.bare else look.px(12)
        left = edge if self._spread or self.bare else max(edge, (self.width() - hint) // 2 + edge)
        if self._icon_name:
            pixmap = look.icons.pixmap(self._icon_name, ink)
            side = look.tokens.size("icon")
            painter.drawPixmap(QRect(left, (self.height() - side) // 2, side, side), pixmap)
            left += side + look.px(8)
        painter.setFont(look.font("body", self._weight))
        painter.setPen(look.colour(ink))
        words = QFontMetrics(painter.font()).horizontalAdvance(self.text())
        painter.drawText(QRect(left, 0, words + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        self._paint_key(painter, left + words + look.px(8))

    def _paint_key(self, painter: QPainter, left: int) -> None:
        if not self._keys:
            return
        look = self.look
        width, height = keycap_width(look, self._keys), keycap_height(look)
        if self._spread:
            left = self.width() - look.px(8) - width
        rect = QRect(left, (self.height() - height) // 2, width, height)
        filled = self._kind == "filled" and self.isEnabled()
        ink = "on_accent" if filled else "text_2" if self.isEnabled() else "text_disabled"
        keycap(painter, rect, self._keys, look, ink=ink, edge="on_accent" if filled else "")

    @property
    def bare(self) -> bool:
        """Whether it has no box."""
        return self._kind in ("link", "quiet")

    @property
    def _weight(self) -> int:
        return 600 if self._kind == "filled" else 0

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text_disabled"
        return {"filled": "on_accent", "danger": "error", "link": "accent", "quiet": "text_2"}.get(self._kind, "text")

    def _ground(self) -> tuple[QColor, QColor]:
        look = self.look
        if not self.isEnabled():
            return look.colour("surface_alt"), look.colour("divider")
        pressed, over = self.isDown() or self.isChecked(), self.underMouse()
        if self._kind == "filled":
            fill = look.colour("accent_pressed" if pressed else "accent_hover" if over else "accent")
            return fill, fill
        fill = look.colour("sunken" if pressed else "row_hover" if over else "surface")
        calm = "error" if self._kind == "danger" else "control_border"
        return fill, look.colour("control_border_hover" if over and self._kind == "plain" else calm)
