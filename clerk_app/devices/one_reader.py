"""One reader among several: what the settings name is all that the counter sees."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.ports.cards import Card, CardEvent, Readers


class OneReader:
    """The port ``Readers``, narrowed to the readers whose name contains ``name`` (in any case)."""

    def __init__(self, readers: Readers, name: str) -> None:
        self._readers = readers
        self._name = name.casefold()

    def names(self) -> tuple[str, ...]:
        """The readers that are meant; raises ``Unavailable`` as the readers do."""
        return tuple(name for name in self._readers.names() if self._is_meant(name))

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
