"""Text on a screen, by type style and colour role."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from clerk_app.ui.markup import MARK, plain, to_html
from clerk_app.ui.paint import marked_text, text_width
from clerk_app.ui.theme import Look

_REACHING = ("J", "Ј", "j", "ј")


class Label(QLabel):
    """A text; ``**strong**`` is the only markup. ``wrap`` lets it take more lines."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        style: str = "body",
        role: str = "text",
        wrap: bool = False,
        weight: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: str | None = None
        self._role = ""
        self.setFont(look.font(style, weight))
        self.setWordWrap(wrap)
        self.set_role(role)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text; the same one lays nothing out anew."""
        if text == self._shown:
            return
        self._shown = text
        self.setTextFormat(Qt.TextFormat.RichText if MARK in text else Qt.TextFormat.PlainText)
        self.setText(to_html(text) if MARK in text else text)
        self.setAccessibleName(plain(text))
        self.setIndent(overhang(self.fontMetrics(), text))

    def set_role(self, role: str) -> None:
        """Show it in another colour."""
        if role == self._role:
            return
        self._role = role
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour(role))
        self.setPalette(palette)


class ElidedLabel(QWidget):
    """One line that is cut with an ellipsis where room ends; the whole text is its tool tip."""

    def __init__(
        self, look: Look, text: str = "", *, style: str = "body", role: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._style = style
        self._role = role
        self._text = ""
        self.setFont(look.font(style))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text; the same one lays nothing out anew."""
        if text == self._text:
            return
        self._text = text
        self.setToolTip(plain(text))
        self.setAccessibleName(plain(text))
        self.updateGeometry()
        self.update()

    def set_role(self, role: str) -> None:
        """Show it in another colour."""
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        return QSize(
            text_width(self._look, self._text, self._style) + self._look.px(3),
            self._look.tokens.types[self._style].line,
        )

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(self.sizeHint().width(), self._look.px(40)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """What fits."""
        rect = self.rect().adjusted(overhang(self.fontMetrics(), self._text), 0, 0, 0)
        marked_text(QPainter(self), rect, self._text, self._look, style=self._style, role=self._role)


def overhang(metrics: QFontMetrics, text: str) -> int:
    """How far the first letter reaches out to the left (J does), which a label would cut off."""
    first = plain(text)[:1]
    # Asked for these letters only, and by their outline: the font's bearings take 30 ms to learn.
    return max(0, -metrics.tightBoundingRect(first).left()) if first in _REACHING else 0
