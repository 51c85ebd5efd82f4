"""Progress in words and a bar; never a spinner alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label


class Bar(QWidget):
    """A share of a whole, as a bar; ``name`` and the share are what a screen reader says."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._share = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(8))

    def set_share(self, share: float) -> None:
        """Show a share between 0 and 1."""
        self._share = min(max(share, 0.0), 1.0)
        self.setAccessibleDescription(f"{self._share:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to tell tenths apart."""
        return QSize(self._look.px(70), self._look.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Trough and share."""
        look, painter = self._look, QPainter(self)
        radius = self.height() / 2
        box(painter, self.rect(), fill=look.colour("sunken"), border=look.colour("control_border"), radius=radius)
        done = QRectF(0, 0, self.width() * self._share, self.height())
        if done.width() >= self.height():
            box(painter, done, fill=look.colour("accent"), radius=radius)


class Progress(QWidget):
    """A bar, a sentence, and a way to stop."""

    cancelled = Signal()

    def __init__(self, look: Look, name: str, cancel: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = Bar(look, name)
        self._words = Label(look, "", style="small", role="text_2", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(look.px(6))
        column.addWidget(self._bar)
        column.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        row.addLayout(column, 1)
        if cancel:
            button = Button(look, cancel)
            button.clicked.connect(self.cancelled)
            row.addWidget(button)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show ``done`` of ``total`` and say it in words."""
        self._bar.set_share(done / total if total else 0.0)
        self._words.set_text(words)
