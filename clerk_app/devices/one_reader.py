"""One reader among several: what the settings name is all that the counter sees."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import Card, CardEvent, Readers

NOT_NAMED = "card_reader_not_named"


class OneReader:
    """The port ``Readers``, narrowed to the readers whose name contains ``name`` (in any case)."""

    def __init__(self, readers: Readers, name: str) -> None:
        self._readers = readers
        self._wanted = name
        self._name = name.casefold()

    def names(self) -> tuple[str, ...]:
        """The readers that are meant; raises ``Unavailable`` as the readers do.

        ``card_reader_not_named`` where only others are connected: whoever reads it sees what the name should contain.
        """
        there = self._readers.names()
        meant = tuple(name for name in there if self._is_meant(name))
        if there and not meant:
            raise Unavailable(NOT_NAMED, wanted=self._wanted, readers=", ".join(there))
        return meant

    def wait(self, timeout: float) -> Sequence[CardEvent]:
        """What happens at the readers that are meant, or to all of them."""
        return [event for event in self._readers.wait(timeout) if not event.reader or self._is_meant(event.reader)]

    def wake(self) -> None:
        """End a running ``wait``."""
        self._readers.wake()

    def open(self, reader: str) -> Card:
        """Connect to the card in a reader."""
        return self._readers.open(reader)

    def _is_meant(self, name: str) -> bool:
        return self._name in name.casefold()
