"""A scrolled column: what does not fit is reached by wheel, keys and focus, on whatever ground lies below."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from clerk_app.ui.theme import Look


class Scroll(QScrollArea):
    """Add widgets to ``body`` (a vertical layout of ``inner``, which is as high as everything in it)."""

    def __init__(self, look: Look, *, margin: int = 0, spacing: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = QWidget()
        self.inner.setObjectName("body")
        self.body = QVBoxLayout(self.inner)
        self.body.setContentsMargins(*(look.px(margin),) * 4)
        self.body.setSpacing(look.px(spacing))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self.inner)

    def show_from(self, child: QWidget) -> None:
        """Scroll so that ``child`` begins at the top, once the layout has settled."""
        QTimer.singleShot(0, child, lambda: self._scroll_to(child))

    def _scroll_to(self, child: QWidget) -> None:
        if self.inner.isAncestorOf(child):
            self.verticalScrollBar().setValue(child.mapTo(self.inner, child.rect().topLeft()).y() - self.body.spacing())
