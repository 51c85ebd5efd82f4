"""A word that something is done: stands over the foot of the body for a while, takes no focus, moves nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from clerk_app.ui.markup import plain
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.note import Note, NoteRole

_SHOWN_MS = 6000


class Toast(Note):
    """One sentence at a time, also spoken; what must not be missed belongs in a note on the screen instead."""

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(look, "")
        self.setParent(over)
        self._over = over
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, role: NoteRole = "success") -> None:
        """Show and speak ``text``."""
        self.show_note(text, role)
        self._settle()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, plain(text)))

    def leave(self) -> None:
        """The clerk has gone on: what was done well need not stand in the way of what comes next."""
        if self._role in ("success", "info"):
            self._timer.stop()
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the body changes size."""
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return False

    def _settle(self) -> None:
        room = self._over.width() - 2 * self._look.px(12)
        width = min(room, self._look.px(560))
        if (words := self.layout()) is not None:
            words.activate()  # what was laid out while it said nothing knows no lines yet
        height = self.heightForWidth(width)
        top = self._over.height() - height - self._look.px(12)
        self.setGeometry((self._over.width() - width) // 2, top, width, height)
