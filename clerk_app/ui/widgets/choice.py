"""Radio and check: own indicators, a word that is part of the target, the window's focus ring."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import RING


class Radio(QRadioButton):
    """One of several, shown side by side."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.look = look
        _prepare(self, look, text)

    def sizeHint(self) -> QSize:
        """Indicator and words."""
        return _size(self.look, self.text())

    def minimumSizeHint(self) -> QSize:
        """No less: words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: ARG002 (Qt's signature)
        """The words belong to the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A circle, its dot, the words."""
        look, painter = self.look, QPainter(self)
        circle = _indicator(look, self.height())
        radius = circle.width() / 2
        if self.isChecked():
            box(painter, circle, fill=look.colour("accent" if self.isEnabled() else "text_disabled"), radius=radius)
            dot = circle.adjusted(*(look.px(5) * sign for sign in (1, 1, -1, -1)))
            box(painter, dot, fill=look.colour("on_accent"), radius=radius)
        else:
            box(painter, circle, fill=look.colour("surface"), border=_edge(self, look), radius=radius)
        _words(painter, self, look)


class Check(QCheckBox):
    """Yes or no."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.look = look
        _prepare(self, look, text)

    def sizeHint(self) -> QSize:
        """Indicator and words."""
        return _size(self.look, self.text())

    def minimumSizeHint(self) -> QSize:
        """No less: words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: ARG002 (Qt's signature)
        """The words belong to the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """A box, its check, the words."""
        look, painter = self.look, QPainter(self)
        square = _indicator(look, self.height())
        radius = look.px(3)
        if self.isChecked():
            box(painter, square, fill=look.colour("accent" if self.isEnabled() else "text_disabled"), radius=radius)
            side = look.px(12)
            mark = QRect(round(square.left()) + look.px(2), round(square.top()) + look.px(2), side, side)
            painter.drawPixmap(mark, look.icons.pixmap("check", "on_accent", side))
        else:
            box(painter, square, fill=look.colour("surface"), border=_edge(self, look), radius=radius)
        _words(painter, self, look)


def _prepare(button: Radio | Check, look: Look, text: str) -> None:
    button.setAccessibleName(text)
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setProperty(RING, look.tokens.radius("chip"))
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def _size(look: Look, text: str) -> QSize:
    words = QFontMetrics(look.font("body")).horizontalAdvance(text)
    return QSize(look.px(16) + (look.px(8) + words if text else 0) + look.px(2), look.px(22))


def _indicator(look: Look, height: int) -> QRectF:
    side = look.px(16)
    return QRectF(0, (height - side) / 2, side, side)


def _edge(button: Radio | Check, look: Look) -> QColor:
    if not button.isEnabled():
        return look.colour("divider")
    return look.colour("control_border_hover" if button.underMouse() else "control_border")


def _words(painter: QPainter, button: Radio | Check, look: Look) -> None:
    painter.setFont(look.font("body"))
    painter.setPen(look.colour("text" if button.isEnabled() else "text_disabled"))
    rect = button.rect().adjusted(look.px(24), 0, 0, 0)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, button.text())
