"""Watches the readers and reads every identity card that is put in; what it learns goes out as ``CardNews``."""

from __future__ import annotations

import threading
from collections.abc import Callable

from clerk_app.devices import id_card
from clerk_app.devices.one_reader import NOT_NAMED
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import (
    Card,
    CardEvent,
    CardGone,
    CardNews,
    CardTrouble,
    IdCard,
    PhotoRead,
    Readers,
    ReadersChanged,
    TextRead,
)

_LOOK_AGAIN = 1.0
_PASSING = frozenset({"card_interrupted", "card_unresponsive", "card_unpowered", "card_reset"})  # a cold reset may help


class CardWatcher:
    """Runs on one thread of its own; ``tell`` is called on that thread.

    A reader's old person is always withdrawn (``CardGone``) before a new card is read, so that nobody can be served
    under the name of the one before.
    """

    def __init__(self, readers: Readers, tell: Callable[[CardNews], None]) -> None:
        self._readers = readers
        self._tell = tell
        self._stopped = threading.Event()
        self._again = threading.Event()
        self._shown: dict[str, IdCard | None] = {}

    def run(self) -> None:
        """Watch until ``stop`` is called."""
        while not self._stopped.is_set():
            self.step(_LOOK_AGAIN)

    def stop(self) -> None:
        """End ``run`` soon, from any thread; a read under way is finished first."""
        self._stopped.set()
        self._readers.wake()

    def read_again(self) -> None:
        """Read every card that lies in a reader once more, from any thread."""
        self._again.set()
        self._readers.wake()

    def step(self, timeout: float) -> None:
        """Wait once and deal with what happened."""
        if self._again.is_set():
            self._again.clear()
            for reader in tuple(self._shown):
                self._on_event(CardEvent("card_in", reader))
        for event in self._readers.wait(timeout):
            self._on_event(event)

    def _on_event(self, event: CardEvent) -> None:
        match event.change:
            case "card_in":
                self._clear(event.reader)
                self._read(event.reader)
            case "card_out":
                self._clear(event.reader)
            case "service_lost":
                self._tell(ReadersChanged(()))
                self._tell(CardTrouble("", Unavailable("card_no_service")))
            case "readers_changed":
                self._name_readers()

    def _name_readers(self) -> None:
        trouble = Unavailable("card_no_reader")
        try:
            names = self._readers.names()
        except Unavailable as error:
            if error.code != NOT_NAMED:
                return  # the next wait says that the service is lost
            names, trouble = (), error
        self._tell(ReadersChanged(names))
        if not names:
            self._tell(CardTrouble("", trouble))

    def _clear(self, reader: str) -> None:
        if reader in self._shown:
            del self._shown[reader]
            self._tell(CardGone(reader))

    def _read(self, reader: str) -> None:
        self._shown[reader] = None
        try:
            try:
                self._read_once(reader, reset=False)
            except Unavailable as error:
                if error.code not in _PASSING:
                    raise
                self._read_once(reader, reset=True)
        except Unavailable as error:
            self._tell(CardTrouble(reader, error))
            if error.code == "card_removed":
                self._clear(reader)

    def _read_once(self, reader: str, *, reset: bool) -> None:
        with self._readers.open(reader) as card:
            if reset:
                card.reset()
            self._show_text(reader, id_card.read_text(card))
            self._show_photo(reader, card)

    def _show_text(self, reader: str, text: IdCard) -> None:
        """After a reset everything is read again; what is the same is not told twice."""
        if self._shown[reader] != text:
            self._shown[reader] = text
            self._tell(TextRead(reader, text))

    def _show_photo(self, reader: str, card: Card) -> None:
        """A portrait that cannot be read takes nothing away from the text."""
        try:
            jpeg = id_card.read_photo(card)
        except Unavailable as error:
            if error.code != "card_unreadable":
                raise
            jpeg = b""
        self._tell(PhotoRead(reader, jpeg))
