"""Keeps our chords from being eaten by text fields (on X11 a line edit takes Ctrl+K, E, D and U for editing)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid


class ShortcutGuard(QObject):
    """Watches only the text field that has the focus; plain typing, and chords that nobody has, stay its own."""

    def __init__(self, window: QWidget, application: QApplication) -> None:
        super().__init__(window)
        self._watched: QWidget | None = None
        application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 (Qt's signature)
        """Stop the field from claiming a chord that an enabled command has."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        chord = QKeySequence(event.keyCombination())
        if any(chord in action.shortcuts() and action.isEnabled() for action in self._actions()):
            event.ignore()
            return True
        return False

    def _actions(self) -> list[QAction]:
        """The actions of whatever surrounds the field, outwards to its window."""
        widget: QWidget | None = self._watched
        found: list[QAction] = []
        while widget is not None:
            found += widget.actions()
            widget = None if widget.isWindow() else widget.parentWidget()
        return found

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new if isinstance(new, QLineEdit | QTextEdit | QPlainTextEdit) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
