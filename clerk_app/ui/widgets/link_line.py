"""A link of one line that is cut with an ellipsis where room ends; the whole text is its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.ui.paint import marked_text, text_width
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import PaintedButton


class LinkLine(PaintedButton):
    """For names that may be long in narrow places; ``Button`` never cuts its words."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(look, text, click_focus=True, parent=parent)
        self._words = text
        self.setToolTip(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        line = self.look.tokens.types["body"].line
        return QSize(text_width(self.look, self._words) + self.look.px(3), line)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(self.sizeHint().width(), self.look.px(40)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """What fits."""
        marked_text(QPainter(self), self.rect(), self._words, self.look, role="accent")
