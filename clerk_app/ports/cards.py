"""Port: card readers, the identity card, and the news that reach the counter from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Protocol, Self

from clerk_app.domain.errors import CounterError
from clerk_app.domain.people import Person

Change = Literal["card_in", "card_out", "readers_changed", "service_lost"]


@dataclass(frozen=True, slots=True)
class CardEvent:
    """Something changed at the readers; ``reader`` is empty where no single reader is meant."""

    change: Change
    reader: str = ""


class Card(Protocol):
    """A powered card; inside ``with`` no other program gets an APDU between two of ours."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        """Answer data and status word; 61xx and 6Cxx are already followed. Raises ``Unavailable``."""
        ...

    def reset(self) -> None:
        """Take the power off and on again: every selection on the card is lost. Raises ``Unavailable``."""
        ...


class Readers(Protocol):
    """The card readers of this desk; ``wait`` blocks, so give them a lane of their own."""

    def names(self) -> tuple[str, ...]:
        """The readers present now. Raises ``Unavailable`` (``card_no_service``)."""
        ...

    def wait(self, timeout: float) -> Sequence[CardEvent]:
        """Block until something changes, ``wake`` is called or ``timeout`` seconds are over; raises nothing."""
        ...

    def wake(self) -> None:
        """End a running ``wait`` early, from any thread."""
        ...

    def open(self, reader: str) -> Card:
        """Connect to the card that lies in ``reader``. Raises ``Unavailable``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class IdCard:
    """The text of one identity card; ``missing`` names the parts that the card did not give."""

    person: Person
    kind: Literal["citizen", "foreigner", "residence"] = "citizen"
    address_since: str = ""
    address_label: str = ""
    missing: tuple[Literal["residence"], ...] = ()


@dataclass(frozen=True, slots=True)
class TextRead:
    """A person is known; the portrait follows."""

    reader: str
    card: IdCard


@dataclass(frozen=True, slots=True)
class PhotoRead:
    """The portrait, byte for byte as on the card; empty where the card has none that can be read."""

    reader: str
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardGone:
    """Whoever was read from this reader is no longer at the counter by card."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardTrouble:
    """A card or a reader did not do its work; ``reader`` is empty where no single reader is meant."""

    reader: str
    error: CounterError


@dataclass(frozen=True, slots=True)
class ReadersChanged:
    """The readers that are ready now; none where the card service or every reader is gone."""

    names: tuple[str, ...]


CardNews = TextRead | PhotoRead | CardGone | CardTrouble | ReadersChanged
