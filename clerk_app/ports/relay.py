"""Port: the office relay, as a desk finds it and speaks with it, and what a desk keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from clerk_app.contract.relay import Hello, OfficeKey, OfficeKeyAnswer, ProofKey
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.neighbours import NeighbourRequest


@dataclass(frozen=True, slots=True)
class NeighbourParcel:
    """A parcel of another desk of the office, under the number that the relay gave it."""

    number: int
    raw: bytes


class RelayLine(Protocol):
    """A relay that has shown that it is one of the office.

    Everything raises ``Unavailable`` (its line, ``relay_full``, ``relay_disk``), ``Refused`` by its problem code and
    ``Damaged('relay_foreign')`` where it shows no proof any more.
    """

    def hello(self) -> Hello:
        """Which relay this is, and which of its runs: another one may have lost what was left there."""

    def send(self, parcels: Iterator[bytes]) -> None:
        """Leave parcels of this desk; each is on the relay's disk when this returns."""

    def answers(self, position: int, have: int, hold: int) -> Iterator[bytes]:
        """What it has fetched of the centre's answers; ``hold`` makes no difference."""

    def neighbours(self, after: int) -> list[NeighbourParcel]:
        """Parcels of the other desks behind a number, some at a time."""

    def close(self) -> None:
        """Let go of the connection."""


class RelayRoads(Protocol):
    """Finding relays and reaching them."""

    def find(self) -> tuple[str, ...]:
        """Addresses (``host:port``) at which a relay of this office may be; raises ``Unavailable('relay_off')``."""

    def reach(self, address: str, keys: ProofKey) -> tuple[RelayLine, Hello]:
        """Say hello; raises as ``RelayLine``, and then nothing of this desk was told."""

    def cut(self) -> None:
        """End whatever is under way, from another thread."""


class CentreOffice(Protocol):
    """The centre, as it gives the office's key."""

    def office_key(self) -> OfficeKeyAnswer:
        """The newest key, sealed to this desk; raises ``Refused`` (``office_key_none``, ``desk_fenced``)."""


@dataclass(frozen=True, slots=True)
class Relayed:
    """How far a run of a relay has what is here: sending numbers left there, and the last neighbour's number read."""

    run: bytes
    last: int
    neighbour: int


class RelayBook(Protocol):
    """What a desk remembers of relays."""

    def key(self) -> OfficeKey | None:
        """The newest key of the office."""

    def keep_key(self, key: OfficeKey) -> None:
        """Keep it; an older one than what is here changes nothing."""

    def relayed(self, run: bytes) -> Relayed:
        """How far this run of a relay has come; another run than the last one has nothing."""

    def note(self, relayed: Relayed) -> None:
        """Remember how far it has come now."""

    def waiting_there(self) -> int:
        """How many entries lie at a relay that the centre has not confirmed."""


class Neighbours(Protocol):
    """Requests of other counters, as sync writes them."""

    def keep(self, found: Iterable[tuple[NeighbourRequest, RequestReceived]], now: int) -> int:
        """Keep what is new and the centre has not told of; tells how many that were. What is too old goes."""

    def annulled(self, desk: str, subject: bytes) -> None:
        """Its own counter took it back."""


class NeighbourList(Protocol):
    """Requests of other counters, as screens read them."""

    def newest(self, limit: int = 50) -> tuple[NeighbourRequest, ...]:
        """What came last."""

    def find(self, text: str, limit: int = 50) -> tuple[NeighbourRequest, ...]:
        """Those whose every word begins with the words of ``text``."""

    def one(self, subject: bytes) -> NeighbourRequest | None:
        """The one about a subject."""

    def count(self) -> int:
        """How many there are."""
