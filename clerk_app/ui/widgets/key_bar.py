"""The key bar: the keys of this screen, where the hand looks for them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clerk_app.ui.paint import box, keycap, keycap_width
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.kept_focus import kept_focus
from clerk_app.ui.widgets.painted import PaintedButton


class KeyButton(PaintedButton):
    """A key and the command behind it; follows the command's words and availability."""

    def __init__(self, look: Look, action: QAction, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(look, action.text(), parent=parent)
        self.action_shown = action
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        action.changed.connect(self._on_changed)
        self.clicked.connect(action.trigger)
        self._on_changed()

    def sizeHint(self) -> QSize:
        """Cap, gap, words."""
        look = self.look
        words = QFontMetrics(look.font("body")).horizontalAdvance(self.text())
        return QSize(self._cap() + look.px(9) + words + look.px(8), look.tokens.size("key_bar") - look.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """Cap and words."""
        look, painter = self.look, QPainter(self)
        if self.hovered:
            box(painter, self.rect(), fill=look.colour("row_hover"), radius=look.tokens.radius("control"))
        height = look.px(26)
        cap = QRect(look.px(2), (self.height() - height) // 2, self._cap(), height)
        ink = "text" if self.isEnabled() else "text_disabled"
        keycap(painter, cap, self._keys, look, ink=ink)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour(ink))
        words = self.rect().adjusted(cap.right() + look.px(9), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _cap(self) -> int:
        return max(self.look.px(26), keycap_width(self.look, self._keys))

    def _on_changed(self) -> None:
        action = self.action_shown
        self.setText(action.text())
        self.setAccessibleName(f"{action.text()} {self._keys}")
        self.setEnabled(action.isEnabled())
        self.setToolTip(action.statusTip())
        self.setStatusTip(action.statusTip())
        self.updateGeometry()


class KeyBar(QWidget):
    """The commands of a screen from the left, all keys at the right end; what has no room is left out from the end."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._buttons: list[KeyButton] = []
        self._last: KeyButton | None = None
        self._shown: list[tuple[KeyButton, str]] = []
        self.setAccessibleName(name)
        self.setFixedHeight(look.tokens.size("key_bar"))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(look.px(20), look.px(4), look.px(14), look.px(4))
        self._layout.setSpacing(look.px(14))

    def show_commands(self, commands: list[tuple[QAction, str]], last: tuple[QAction, str]) -> None:
        """Replace the keys: each an action and how its key is written; ``last`` stands at the right end.

        The same ones stay as they are: their actions tell them what changes.
        """
        wanted = [*commands, last]
        if wanted == [(button.action_shown, keys) for button, keys in self._shown]:
            return
        with kept_focus(self):
            self._draw(commands, last)
        self._shown = [(button, keys) for button, (_action, keys) in zip(self.buttons(), wanted, strict=True)]
        self._fit()

    def _draw(self, commands: list[tuple[QAction, str]], last: tuple[QAction, str]) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = [KeyButton(self._look, action, keys, self) for action, keys in commands]
        for button in self._buttons:
            self._layout.addWidget(button)
        self._layout.addStretch(1)
        self._last = KeyButton(self._look, *last, self)
        self._layout.addWidget(self._last)
        for button in self.buttons():
            button.show()

    def buttons(self) -> list[KeyButton]:
        """The keys shown, in order."""
        return [*self._buttons, *([self._last] if self._last else [])]

    def minimumSizeHint(self) -> QSize:
        """The bar never widens a window."""
        return QSize(self._look.px(160), self._look.tokens.size("key_bar"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The ground, and a line on top."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._look.colour("divider"))

    def _fit(self) -> None:
        margins = self._layout.contentsMargins()
        gap = self._layout.spacing()
        room = self.width() - margins.left() - margins.right()
        room -= self._last.sizeHint().width() + gap if self._last else 0
        for button in self._buttons:
            room -= button.sizeHint().width() + gap
            button.setVisible(room >= 0)
