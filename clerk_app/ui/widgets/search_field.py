"""A field over a list: typing narrows it, arrows move in it, Enter takes what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.fields import TextField

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier  # says where the key lies, not that another is held with it
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class SearchField(TextField):
    """``entered`` is for Enter; arrows go to ``steered``, which keeps what is chosen while the text keeps the focus."""

    entered = Signal()

    def __init__(self, look: Look, steered: QAbstractItemView, *, longest: int = 200) -> None:
        super().__init__(look, longest=longest)
        self._steered = steered
        self.set_mark("search", "text_3")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves and Enter belong to the list; the rest is text."""
        if event.key() in _MOVES:
            self._steered.keyPressEvent(event)
        elif event.key() in _ENTER and not event.modifiers() & ~_KEYPAD:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
