"""A button that paints itself: the ground of rail, key bar, strip, steps and search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from clerk_app.ui.theme import Look

RING = "ring"  # the property that asks the window's focus ring to go around a widget; its value is the corner radius


class PaintedButton(QAbstractButton):
    """Knows hover and keyboard focus; subclasses paint and say their size.

    Reached by Tab; a click leaves the focus where the clerk was typing, unless ``click_focus`` is set.
    """

    def __init__(self, look: Look, name: str, *, click_focus: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if click_focus else Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty(RING, look.tokens.radius("control"))

    @property
    def hovered(self) -> bool:
        """Whether the pointer is over it and a press would do something."""
        return self.isEnabled() and self.underMouse()

    def minimumSizeHint(self) -> QSize:
        """No less than it asks for: text is never cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover at once."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """End the hover at once."""
        super().leaveEvent(event)
        self.update()
