"""The way by the office's relay: its line to the centre, and the desks' lines to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from clerk_app.central.answers import Heard
from clerk_app.central.relay.relays import Relay
from clerk_app.contract.exchange import ANSWERS, EXCHANGE, Taken
from clerk_app.contract.relay import HELLO, MOST_NEIGHBOURS, NEIGHBOURS, Fetched, Hello, ProofKey, RelayKey, prove
from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.ports.relay import NeighbourParcel
from clerk_app.relay.knowing import Caller
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.link import LinkState
from clerk_app.sync.neighbours import NeighbourReading
from clerk_app.sync.relaying import Relaying, RelaySurroundings
from tests.faults.chaos.ether import Ether
from tests.faults.chaos.machines import FINGERPRINT, DeskMachine, OfficeRelay
from tests.faults.chaos.made import OFFICE, Made
from tests.support.fake_outbox import InlineWrite

DARK = LinkState(kind="down", code="line_down")


class BadUpstream:
    """The port ``Upstream``: the relay's line to the centre."""

    def __init__(self, ether: Ether, made: Made) -> None:
        self._ether, self._lots = ether, ether.lots
        self._relay = Relay(made.relay, OFFICE)
        self._desks = {who.desk: who for who in made.desks}

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        """A batch in one request."""
        if self._lots.falls("lost", 0.12):
            raise Unavailable("line_cut")
        outcomes = self._ether.bring(parcels)
        for place, outcome in enumerate(outcomes):
            if isinstance(outcome, CounterError):
                outcome.params = {**outcome.params, "place": place}
                raise outcome
        return [outcome for outcome in outcomes if isinstance(outcome, Taken)]

    def answer(self, desk: str, position: int, have: int) -> Fetched:
        """One answer for a desk; what the relay's line does to it the relay cannot see."""
        if self._lots.falls("answer lost", 0.12):
            raise Unavailable("line_cut")
        said, raw = self._ether.told(self._desks[desk], Heard(position, have), relay=True)
        return Fetched(raw, said.position, said.have, said.more)

    def key(self) -> RelayKey:
        """What desks are known by."""
        with self._ether.centre.powered():
            return self._ether.centre.parts.relays.key(self._relay)

    def cut(self) -> None:
        """Nobody else uses it."""

    def close(self) -> None:
        """Nothing is open."""


class RelayRoad:
    """The ports ``RelayRoads`` and ``RelayLine`` from one desk to the relay."""

    def __init__(self, ether: Ether, relay: OfficeRelay, who: DeskIdentity) -> None:
        self._ether, self._relay, self._who, self._lots = ether, relay, who, ether.lots
        self._keys: ProofKey | None = None

    def find(self) -> tuple[str, ...]:
        """There is one."""
        return ("relay:1",)

    def reach(self, _address: str, keys: ProofKey) -> tuple[RelayRoad, Hello]:
        """Say hello with a proof."""
        self._keys = keys
        return self, self.hello()

    def hello(self) -> Hello:
        """Which run it is."""
        self._admitted("GET", HELLO)
        return Hello(self._relay.knowing.name, self._relay.knowing.run)

    def send(self, parcels: Iterator[bytes]) -> None:
        """Each is on the relay's disk before the next."""
        for raw in parcels:
            if self._lots.falls("lost", 0.15):
                raise Unavailable("line_cut")
            self._keep(raw)
            if self._lots.falls("doubled", 0.2):
                self._keep(raw)

    def answers(self, position: int, have: int, _hold: int) -> Iterator[bytes]:
        """What it has fetched; or what somebody says who has its place."""
        caller = self._admitted("GET", ANSWERS)
        with self._relay.powered():
            told = self._relay.shelf.heard(caller.desk, position, have, self._lots.clock.micros())
        before = self._ether.said.setdefault(f"relay {caller.desk}", [])
        before += told
        if before and self._lots.falls("forged", 0.15):
            yield self._ether.forged(self._who, before[-1])
        if before and self._lots.falls("answer again", 0.15):
            yield self._lots.chance.choice(before)
        if len(told) > 1 and self._lots.falls("kept back", 0.4):
            del told[self._lots.chance.randrange(len(told) - 1)]
        for raw in told:
            if self._lots.falls("answer lost", 0.1):
                raise Unavailable("line_cut")
            yield raw

    def neighbours(self, after: int) -> list[NeighbourParcel]:
        """Parcels of the others."""
        caller = self._admitted("GET", NEIGHBOURS)
        with self._relay.powered():
            found = self._relay.shelf.neighbours(caller.desk, after, MOST_NEIGHBOURS)
        return [NeighbourParcel(one.number, one.raw) for one in found]

    def cut(self) -> None:
        """Nobody else uses it."""

    def close(self) -> None:
        """Nothing is open."""

    def _keep(self, raw: bytes) -> None:
        caller = self._admitted("POST", EXCHANGE)
        with self._relay.powered():
            self._relay.doors._keep(caller, raw)

    def _admitted(self, method: str, target: str) -> Caller:
        assert self._keys is not None
        proof = prove(self._keys, FINGERPRINT, self._who.desk, method, target)
        with self._relay.powered():
            return self._relay.knowing.admit(str(proof), method, target)


def relaying(desk: DeskMachine, road: RelayRoad, ether: Ether) -> Relaying:
    """The relaying of a desk since it was started."""
    write, clock = InlineWrite(), ether.lots.clock
    made = Relaying(
        RelaySurroundings(
            roads=road,
            book=desk.book,
            reading=NeighbourReading(desk.code, desk.reference, desk.neighbours, write, clock.micros),
            outbox=desk.outbox,
            write=write,
            identity=desk.identity,
            pulse=clock,
            now=clock.micros,
            news=desk.news,
            behind=desk.outgoing.behind,
            told=lambda _state: None,
        )
    )
    made.take(DARK)
    return made


def forward(relay: OfficeRelay) -> None:
    """The relay does what is due; what its line does not carry it tries again."""
    with suppress(Unavailable), relay.powered():
        trouble: CounterError | None = None
        try:
            relay.forwarder.step()
        except CounterError as error:
            trouble = error
        if trouble is not None:
            relay.forwarder.after(trouble)
