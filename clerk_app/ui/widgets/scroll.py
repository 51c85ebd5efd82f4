"""A scrolled column: what does not fit is reached by wheel, keys and focus, on whatever ground lies below."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

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
        self._from: QWidget | None = None
        self._moving = False
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_value_changed)

    def show_from(self, child: QWidget) -> None:
        """Scroll so that ``child`` begins at the top, and keep it there until everything above has its height.

        Words that wrap get it a turn later than what stands on one line. Whoever scrolls ends it.
        """
        QTimer.singleShot(0, child, lambda: self._begin(child))

    def _begin(self, child: QWidget) -> None:
        self._from = child
        self._scroll_there()

    def _scroll_there(self) -> None:
        child = self._from
        if child is None or not isValid(child) or not self.inner.isAncestorOf(child):
            self._from = None
            return
        self._moving = True
        self.verticalScrollBar().setValue(child.mapTo(self.inner, child.rect().topLeft()).y() - self.body.spacing())
        self._moving = False

    @Slot(int, int)
    def _on_range_changed(self, _least: int, _most: int) -> None:
        if self._from is not None:
            self._scroll_there()

    @Slot(int)
    def _on_value_changed(self, _value: int) -> None:
        if not self._moving:
            self._from = None
