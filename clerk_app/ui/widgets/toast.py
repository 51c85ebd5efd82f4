"""A word that something is done: stands over the keys for a while, takes no focus, moves and covers nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from clerk_app.ui.markup import plain
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.note import Note, NoteRole

_SHOWN_MS = 6000
_WIDTH = 560  # px at 100 %


class Toast(Note):
    """One sentence at a time, also spoken; what must not be missed belongs in a note on the screen instead.

    It lies in ``frame`` over the right end of ``bar``, whose first keys stay to be read; a click puts it away.
    """

    def __init__(self, look: Look, frame: QWidget, bar: QWidget) -> None:
        super().__init__(look, "")
        self.setParent(frame)
        self._frame, self._bar = frame, bar
        if (words := self.layout()) is not None:
            words.setContentsMargins(look.px(12), look.px(5), look.px(12), look.px(5))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        bar.installEventFilter(self)
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
            self._put_away()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """It was read."""
        self._put_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the bar when that moves or changes size."""
        if watched is self._bar and event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._settle()
        return False

    def _put_away(self) -> None:
        self._timer.stop()
        self.hide()

    def _settle(self) -> None:
        """As narrow as lets every word stand over the bar; only what has no room there reaches above it."""
        if (words := self.layout()) is not None:
            words.activate()  # what was laid out while it said nothing knows no lines yet
        gap = self._look.px(4)
        room = self._bar.width() - 2 * gap
        tries = (self._look.px(_WIDTH), room * 3 // 4)
        width = min(room, next((wide for wide in tries if self.heightForWidth(wide) <= self._bar.height()), room))
        height = self.heightForWidth(width)
        foot = self._bar.mapTo(self._frame, QPoint(self._bar.width() - gap, self._bar.height()))
        free = max(0, (self._bar.height() - height) // 2)
        self.setGeometry(foot.x() - width, foot.y() - free - height, width, height)
