"""A key shown beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerk_app.ui.paint import keycap, keycap_height, keycap_width
from clerk_app.ui.theme import Look


class Keycap(QWidget):
    """One key or chord, drawn as a cap."""

    def __init__(self, look: Look, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._keys = keys
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The cap and nothing around it."""
        return QSize(keycap_width(self._look, self._keys), keycap_height(self._look))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The cap."""
        keycap(QPainter(self), self.rect(), self._keys, self._look)
