"""A relay in memory that may be honest, old, or false, before a centre reduced to its promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from clerk_app.contract.parcel import take_apart
from clerk_app.contract.relay import Hello, OfficeKey, ProofKey
from clerk_app.domain.errors import CounterError
from clerk_app.ports.relay import NeighbourParcel, Relayed
from tests.support.lone_relay import KEY
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import DESK


@dataclass
class Told:
    """An answer that was fetched, where it begins and how far it goes."""

    asked: tuple[int, int]
    reach: tuple[int, int]
    raw: bytes


@dataclass
class MemoryRelay:
    """The ports ``RelayRoads`` and ``RelayLine``; ``fails`` is raised at the next word."""

    centre: ModelCentre
    runs: int = 1
    kept: dict[tuple[int, int, int], bytes] = field(default_factory=dict)
    taken: set[tuple[int, int, int]] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    theirs: list[bytes] = field(default_factory=list)
    heard: tuple[int, int] = (0, 0)
    fails: CounterError | None = None
    takes: int = 10**6
    received: int = 0
    closed: int = 0
    away: int = 0
    addresses: tuple[str, ...] = ("relay:1",)
    asked_after: Callable[[int], object] = lambda _number: None

    def find(self) -> tuple[str, ...]:
        return self.addresses

    def reach(self, _address: str, _keys: ProofKey) -> tuple[MemoryRelay, Hello]:
        return self, self.hello()

    def hello(self) -> Hello:
        self._fail()
        return Hello("R1", self.runs.to_bytes(8), self.away)

    def send(self, parcels: Iterator[bytes]) -> None:
        for place, raw in enumerate(parcels):
            if place >= self.takes:
                self._fail()
            head = take_apart(raw).head
            name = (head.first, head.count, head.chain_seq)
            self.received += 1
            if name not in self.taken:
                self.kept.setdefault(name, raw)
        self._fail()

    def answers(self, position: int, have: int, _hold: int) -> Iterator[bytes]:
        self._fail()
        self.heard = (position, have)
        self.told = [one for one in self.told if not (one.reach[0] <= position and one.reach[1] <= have)]
        for one in self.told:
            if one.asked[0] <= position and one.asked[1] <= have:
                yield one.raw
                position, have = max(position, one.reach[0]), max(have, one.reach[1])

    def neighbours(self, after: int) -> list[NeighbourParcel]:
        self._fail()
        self.asked_after(after)
        return [NeighbourParcel(number, raw) for number, raw in enumerate(self.theirs, start=1) if number > after][:2]

    def cut(self) -> None:
        """Nothing here waits."""

    def close(self) -> None:
        self.closed += 1

    def forward(self, most: int = 10**6) -> None:
        """Its own line works for so many parcels."""
        for name in list(self.kept)[:most]:
            self.centre.receive(self.kept.pop(name))
            self.taken.add(name)

    def fetch(self) -> None:
        """One answer behind what the desk has, or will have heard."""
        asked = self.told[-1].reach if self.told else self.heard
        raw = self.centre.answer(asked[0], desk=DESK, asked=asked)
        self.told.append(Told(asked, (len(self.centre.feed), self.centre.have), raw))

    def restart(self) -> None:
        self.runs += 1

    def _fail(self) -> None:
        if self.fails is not None:
            raise self.fails


class MemoryBook:
    """The port ``RelayBook`` in memory."""

    def __init__(self, key: OfficeKey | None = KEY) -> None:
        self._key = key
        self._relayed = Relayed(b"", 0, 0)

    def key(self) -> OfficeKey | None:
        return self._key

    def keep_key(self, key: OfficeKey) -> None:
        if self._key is None or key.generation > self._key.generation:
            self._key = key

    def relayed(self, run: bytes) -> Relayed:
        return self._relayed if self._relayed.run == run else Relayed(run, 0, 0)

    def note(self, relayed: Relayed) -> None:
        self._relayed = relayed

    def waiting_there(self) -> int:
        return self._relayed.last
