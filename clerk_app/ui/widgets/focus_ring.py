"""The focus ring: two pixels, one pixel away from the control, always shown, also after a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from clerk_app.ui.paint import box
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.painted import RING

_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange)


class _Ring(QWidget):
    """A frame beside the focused widget, over its neighbours, in the same parent (so it scrolls along)."""

    def __init__(self, look: Look, widget: QWidget) -> None:
        super().__init__(widget.parentWidget())
        self._look = look
        self._widget = widget
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widget.installEventFilter(self)
        self.follow()

    def follow(self) -> None:
        """Stand around the widget as it is now; where that has no room beside it, over its edge."""
        reach = self._look.px(3)
        around, parent = self._widget.geometry().adjusted(-reach, -reach, reach, reach), self.parentWidget()
        self.setGeometry(around if parent is None else around.intersected(parent.rect()))
        self.setVisible(not self._widget.isHidden())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget when it moves, grows or hides."""
        if event.type() in _FOLLOWED and isValid(self._widget) and watched is self._widget:
            self.follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The ring itself."""
        radius = float(self._widget.property(RING)) + self._look.px(3)
        box(QPainter(self), self.rect(), border=self._look.colour("focus"), width=self._look.px(2), radius=radius)


class FocusRing(QObject):
    """Keeps one ring in ``window`` and the dialogs over it, around whichever own-painted control has the focus."""

    def __init__(self, look: Look, window: QWidget, application: QApplication) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._ring: _Ring | None = None
        application.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:  # noqa: ARG002 (Qt's signature)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        if new is None or new.property(RING) is None or new.parentWidget() is None:
            return
        if self._is_ours(new.window()):
            self._ring = _Ring(self._look, new)

    def _is_ours(self, window: QWidget | None) -> bool:
        """The window itself, or a dialog that was opened over it."""
        while window is not None and window is not self._window:
            below = window.parentWidget()
            window = below.window() if below is not None else None
        return window is not None
