"""The one window: shows a page (sign-in, lock, shell), and the frame of practice or demo around every page."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFontMetrics, QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.focus_in_sight import FocusInSight
from clerk_app.ui.widgets.focus_ring import FocusRing


class Window(QWidget):
    """Pages are given, shown and taken away by the composition root. ``closing`` comes before the window goes."""

    closing = Signal()

    def __init__(self, look: Look, title: str, application: QApplication, *, frame_text: str = "") -> None:
        super().__init__()
        self._look = look
        self.setWindowTitle(title)
        self.setWindowIcon(QIcon(look.icons.pixmap("stamp", "accent", 64)))
        self.setMinimumSize(640, 480)
        self.resize(1366, 738)
        self._pages = QStackedWidget()
        self._pages.setAutoFillBackground(True)
        edge = look.px(6) if frame_text else 0
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, look.px(24) if frame_text else 0, edge, edge)
        column.addWidget(self._pages)
        self._tag = _FrameTag(look, frame_text, self) if frame_text else None
        self._ring = FocusRing(look, self, application)
        self._in_sight = FocusInSight(look, self, application)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front; it stays alive behind the next one until ``drop_page``."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if page.focusProxy() is not None:
            page.setFocus()  # left to itself the stack takes the first control there is
        self._raise_tag()

    def drop_page(self, page: QWidget) -> None:
        """Take a page away for good."""
        self._pages.removeWidget(page)
        page.hide()
        page.deleteLater()

    def page(self) -> QWidget | None:
        """The page in front."""
        return self._pages.currentWidget()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window goes."""
        self.closing.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tag in the middle of the top."""
        super().resizeEvent(event)
        self._raise_tag()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The frame."""
        if self._tag is not None:
            box(QPainter(self), self.rect(), fill=self._look.colour("practice"))

    def _raise_tag(self) -> None:
        if self._tag is not None:
            self._tag.settle(self.width())


class _FrameTag(QWidget):
    """Says in words what the frame says in colour."""

    def __init__(self, look: Look, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text = text
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def settle(self, width: int) -> None:
        look = self._look
        words = QFontMetrics(look.font("small", 600)).horizontalAdvance(self._text)
        own = min(width, words + look.px(54))
        self.setGeometry((width - own) // 2, 0, own, look.px(24))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        look, painter = self._look, QPainter(self)
        painter.setClipRect(self.rect())
        above = self.rect().adjusted(0, -look.px(8), 0, 0)
        box(painter, above, fill=look.colour("practice"), radius=look.tokens.radius("control"))
        side, left = look.px(15), look.px(16)
        icon = QRect(left, (self.height() - side) // 2, side, side)
        painter.drawPixmap(icon, look.icons.pixmap("graduation-cap", "surface", side))
        painter.setFont(look.font("small", 600))
        painter.setPen(look.colour("surface"))
        painter.drawText(
            self.rect().adjusted(left + side + look.px(7), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text
        )
