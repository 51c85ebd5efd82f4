"""What is on the way in a town, and what may befall it: parcels and answers lost, doubled, late, replayed, forged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from clerk_app.central.answers import Heard
from clerk_app.contract import answers as wire
from clerk_app.contract.answers import Answers
from clerk_app.contract.exchange import Taken
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.parcel import split
from clerk_app.domain.errors import CounterError, Refused, Unavailable
from clerk_app.sync.identity import DeskIdentity
from tests.faults.chaos.lots import Lots
from tests.faults.chaos.machines import Centre

FORGER = SigningKey(b"x" * 32)
AT_ONCE = 3
"""Whole requests that go side by side (``sync.parcelwise``)."""


@dataclass
class Ether:
    """Everything that was ever sent or said here, and what is late."""

    centre: Centre
    lots: Lots
    sent: list[bytes] = field(default_factory=list)
    late: list[bytes] = field(default_factory=list)
    said: dict[str, list[bytes]] = field(default_factory=dict)

    def bring(self, raws: Sequence[bytes]) -> list[Taken | CounterError]:
        """Parcels come to the centre in one commit; some of them, or old ones, once more."""
        self.sent += raws
        with self.centre.powered():
            outcomes = self.centre.parts.accepting.take_all(raws)
        lots = self.lots
        if lots.falls("doubled", 0.2):
            self._again(lots.chance.choice(raws))
        if lots.falls("replayed", 0.15):
            self._again(lots.chance.choice(self.sent))
        if lots.falls("answer lost", 0.1):
            raise Unavailable("line_cut")
        return outcomes

    def late_ones_come(self) -> None:
        """What was thought lost comes after all, in any order."""
        self.lots.chance.shuffle(self.late)
        while self.late:
            self._again(self.late.pop())

    def told(self, who: DeskIdentity, heard: Heard, *, relay: bool) -> tuple[Answers, bytes]:
        """The centre's next word to a desk, or to a relay for it."""
        with self.centre.powered():
            if self.lots.chance.random() < 0.6 or self.lots.calm:
                self.centre.number()
            parts = self.centre.parts
            desk = parts.desks.get(who.desk)
            said = parts.answering.for_relay(desk, heard) if relay else parts.answering.next(desk, heard)
            (raw,) = split([parts.answering.sealed(desk, said)])
        return said, raw

    def forged(self, who: DeskIdentity, raw: bytes) -> bytes:
        """An answer that the centre has never given; believed, it would close everything."""
        chance = self.lots.chance
        if chance.random() < 0.5:
            place = chance.randrange(len(raw))
            return raw[:place] + bytes([raw[place] ^ (1 << chance.randrange(8))]) + raw[place + 1 :]
        said = Answers(desk=who.desk, have=10**6, chain_ok_to=0, position=10**6, now=1)
        return wire.make(said, who.opener.public, FORGER)

    def _again(self, raw: bytes) -> None:
        with suppress(Unavailable), self.centre.powered():  # nobody waits for its answer
            self.centre.parts.accepting.take_all([raw])


class BadWire:
    """The port ``Line``: HTTPS to the centre, in streams or by whole requests."""

    def __init__(self, ether: Ether, who: DeskIdentity) -> None:
        self._ether, self._who, self._lots = ether, who, ether.lots

    def send(self, parcels: Iterator[bytes]) -> None:
        """One request after another, as the line lets them; what is lost is lost with the line."""
        if self._lots.chance.random() < 0.6:
            self._stream(parcels)
        else:
            self._side_by_side(parcels)

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        """Not used by one exchange in one thread."""
        raise NotImplementedError

    def answers(self, position: int, have: int, hold: int, reference: int = 0) -> Iterator[bytes]:
        """What the centre says, and what others say in its name."""
        del hold, reference
        lots = self._lots
        if lots.falls("answer lost", 0.12):
            raise Unavailable("line_cut")
        _said, raw = self._ether.told(self._who, Heard(position, have), relay=False)
        before = self._ether.said.setdefault(self._who.desk, [])
        before.append(raw)
        if lots.falls("forged", 0.2):
            yield self._ether.forged(self._who, raw)
        if lots.falls("answer lost", 0.08):
            raise Unavailable("line_cut")
        yield raw
        if lots.falls("answer again", 0.25):
            yield lots.chance.choice(before)

    def cut(self) -> None:
        """Nobody else uses it."""

    def _stream(self, parcels: Iterator[bytes]) -> None:
        rejected: list[CounterError] = []
        for place, raw in enumerate(parcels):
            if self._is_lost(raw):
                raise Unavailable("line_cut")
            (outcome,) = self._ether.bring([raw])
            if isinstance(outcome, CounterError):
                outcome.params = {**outcome.params, "place": place}
                rejected.append(outcome)
        if rejected:
            raise rejected[0]

    def _side_by_side(self, parcels: Iterator[bytes]) -> None:
        """Some at a time, which overtake each other; each may be lost alone."""
        group: list[bytes] = []
        for raw in parcels:
            group.append(raw)
            if len(group) == AT_ONCE:
                self._group(group)
                group = []
        self._group(group)

    def _group(self, group: list[bytes]) -> None:
        if len(group) > 1 and not self._lots.calm:
            self._lots.chance.shuffle(group)
            self._lots.counted["reordered"] += 1
        lost = False
        for raw in group:
            if self._is_lost(raw):
                lost = True
                continue
            (outcome,) = self._ether.bring([raw])
            if isinstance(outcome, Refused):
                raise outcome
        if lost:
            raise Unavailable("line_cut")

    def _is_lost(self, raw: bytes) -> bool:
        if self._lots.falls("reordered", 0.15):
            self._ether.late.append(raw)
            return True
        return self._lots.falls("lost", 0.2)
