"""The search box of the header: a button that looks like a field and opens the palette."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.ui.paint import box, keycap, keycap_height, keycap_width, marked_text, text_width
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import PaintedButton


class SearchBox(PaintedButton):
    """Says what can be found and which key finds it; a short text stands in where room is small."""

    def __init__(self, look: Look, text: str, short: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(look, text, parent=parent)
        self._text = short if look.tokens.narrow else text
        self._keys = keys
        self.setText(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """400 px, or as wide as its words where text is large."""
        look = self.look
        own = text_width(look, self._text) + keycap_width(look, self._keys) + look.px(58)
        return QSize(own if look.tokens.narrow else max(look.px(400), own), look.tokens.size("control"))

    def minimumSizeHint(self) -> QSize:
        """Its words and its key."""
        look = self.look
        words = text_width(look, self._text) + keycap_width(look, self._keys)
        return QSize(words + look.px(58), look.tokens.size("control"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A field's box, a glass, the words, the key."""
        look, painter = self.look, QPainter(self)
        border = look.colour("control_border_hover" if self.hovered else "control_border")
        box(painter, self.rect(), fill=look.colour("surface"), border=border, radius=look.tokens.radius("control"))
        side, left = look.tokens.size("icon"), look.px(11)
        top = (self.height() - side) // 2
        painter.drawPixmap(QRect(left, top, side, side), look.icons.pixmap("search", "text_2"))
        width, height = keycap_width(look, self._keys), keycap_height(look)
        cap = QRect(self.width() - look.px(7) - width, (self.height() - height) // 2, width, height)
        keycap(painter, cap, self._keys, look)
        left += side + look.px(8)
        room = QRect(left, 0, cap.left() - left - look.px(6), self.height())
        marked_text(painter, room, self._text, look, role="text_3")
