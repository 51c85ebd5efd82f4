"""Who is at the counter by card: kept once, told to every screen that shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from clerk_app.domain.people import Person
from clerk_app.ports.cards import CardGone, CardTrouble, PhotoRead, TextRead


class AtCounter(QObject):
    """The person whose card is in the reader, the portrait when it came, and when it was read.

    ``person_changed`` gives the news that changed it; a new card or trouble always clears the person before.
    """

    person_changed = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._clear()

    def _clear(self) -> None:
        self.person: Person | None = None
        self.photo = b""
        self.read_at: datetime | None = None
        self.missing: tuple[str, ...] = ()

    @Slot(object)
    def take(self, news: object) -> None:
        """Follow what the readers tell."""
        if isinstance(news, TextRead):
            self._clear()
            self.person, self.missing, self.read_at = news.card.person, news.card.missing, self._now()
        elif isinstance(news, PhotoRead):
            self.photo = news.jpeg
        elif isinstance(news, (CardGone, CardTrouble)):
            self._clear()
        else:
            return
        self.person_changed.emit(news)
