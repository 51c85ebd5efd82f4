"""A card reader that exists only in memory, for practice, demonstration and trial."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from clerk_app.devices import apdu
from clerk_app.devices.card_chip import CardChip
from clerk_app.devices.card_image import CardImage
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import CardEvent

SIMULATED_READER = "Simulated reader"


class SimulatedReaders:
    """One reader; ``insert`` and ``remove`` may come from any thread."""

    def __init__(self, name: str = SIMULATED_READER) -> None:
        self._name = name
        self._chip: CardChip | None = None
        self._events: deque[CardEvent] = deque([CardEvent("readers_changed")])
        self._changed = threading.Condition()
        self._woken = False

    def insert(self, image: CardImage) -> None:
        """Put a card in; one that lies there already is taken out first."""
        self.remove()
        with self._changed:
            self._chip = CardChip(image)
            self._say(CardEvent("card_in", self._name))

    def remove(self) -> None:
        """Take the card out; without a card nothing happens."""
        with self._changed:
            if self._chip is not None:
                self._chip = None
                self._say(CardEvent("card_out", self._name))

    def names(self) -> tuple[str, ...]:
        """Always there."""
        return (self._name,)

    def wait(self, timeout: float) -> Sequence[CardEvent]:
        """Block until a card moves; at most ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._events or self._woken, timeout)
            self._woken = False
            events = list(self._events)
            self._events.clear()
            return events

    def wake(self) -> None:
        """End a running ``wait``."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def open(self, reader: str) -> SimulatedCard:
        """Raises ``Unavailable`` (``card_no_reader``, ``card_removed``)."""
        if reader != self._name:
            raise Unavailable("card_no_reader")
        with self._changed:
            if self._chip is None:
                raise Unavailable("card_removed")
            return SimulatedCard(self, self._chip)

    def holds(self, chip: CardChip) -> bool:
        """Whether this very card still lies in the reader."""
        with self._changed:
            return self._chip is chip

    def _say(self, event: CardEvent) -> None:
        self._events.append(event)
        self._changed.notify_all()


class SimulatedCard:
    """A connection to the card that lay in the reader when it was opened."""

    def __init__(self, reader: SimulatedReaders, chip: CardChip) -> None:
        self._reader = reader
        self._chip = chip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """There is no power to take away."""

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        """Raises ``Unavailable`` (``card_removed``)."""
        return apdu.follow(self._exchange, command)

    def reset(self) -> None:
        """Forget every selection."""
        self._chip.power_up()

    def _exchange(self, command: bytes) -> tuple[bytes, int]:
        if not self._reader.holds(self._chip):
            raise Unavailable("card_removed")
        answer = self._chip.answer(command)
        return answer[:-2], int.from_bytes(answer[-2:], "big")
