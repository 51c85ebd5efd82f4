"""Exchange by the relay of the office, at work only while the line to the centre is down (DESIGN §5).

What lies at a relay is not at the centre: the outbox closes on the centre's signature alone, which the relay brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from clerk_app.contract.answers import Answers
from clerk_app.contract.relay import OfficeKeys, derive
from clerk_app.domain.errors import CounterError, Damaged, Unavailable
from clerk_app.ports.line_record import Passes
from clerk_app.ports.outbox import Cut, Outbox, Reached
from clerk_app.ports.relay import RelayBook, Relayed, RelayLine, RelayRoads
from clerk_app.sync.cutting import Cutter, last_number
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.incoming import Incoming, News
from clerk_app.sync.link import LinkState
from clerk_app.sync.mailbox import Mailbox, Pulse
from clerk_app.sync.neighbours import NeighbourReading
from clerk_app.sync.passed import UNRECORDED
from clerk_app.sync.relay_state import Met, RelayState, Standing
from clerk_app.sync.retry import LONGEST_WAIT
from clerk_app.sync.rounds import STOP_WITHIN, Next, Rounds
from clerk_app.sync.write import Write

LOOK_AGAIN = 3.0
"""Seconds between two questions to a relay: it stands in the same house."""
FIND_AGAIN = 10.0
SHUNNED = 300.0
"""Seconds for which a relay is not asked that is not ours, or does not take us for ours."""
MOST_ROUNDS = 100
_MENDS_ITSELF = frozenset({"relay_key_old", "relay_desk_unknown", "office_key_old"})
"""Once relay or desk has reached the centre."""
INTRODUCED = 10
"""Tries to make oneself known to a relay while the line works: it may have to ask the centre first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelaySurroundings:
    """What relaying needs of the world; ``behind`` is told when something was cut that a relay may lose."""

    roads: RelayRoads
    book: RelayBook
    reading: NeighbourReading
    outbox: Outbox
    write: Write
    identity: DeskIdentity
    pulse: Pulse
    now: Callable[[], int]
    news: News
    behind: Callable[[], None]
    told: Callable[[RelayState], None]
    passed: Passes = UNRECORDED


class Relaying:
    """Started and stopped with the exchange; ``take`` hears how the line to the centre is."""

    def __init__(self, world: RelaySurroundings) -> None:
        self._world = world
        self._mailbox = Mailbox(world.pulse)
        self._rounds = Rounds("sync-relay", self._mailbox, world.pulse, self.attempt, world.roads.cut)
        self._exchange = _Exchange(world)
        self._wanted = False
        self._introduced = 0
        self._tries = 0
        self._open: _Open | None = None
        self._shunned: dict[str, float] = {}
        self._standing = Standing(world.now, world.told)

    def start(self) -> None:
        """Begin; nothing is done while the line to the centre works."""
        self._rounds.start()

    def take(self, link: LinkState) -> None:
        """How the line to the centre is now; from any thread."""
        wanted = link.kind == "down"
        if wanted != self._wanted:
            self._wanted = wanted
            self._rounds.nudge()

    def nudge(self) -> None:
        """Something was accepted."""
        if self._wanted:
            self._rounds.nudge()

    def key_came(self) -> None:
        """The office has another key: a relay is to know it, and us, before it is needed."""
        self._tries = 0
        self._rounds.nudge()

    def look_again(self) -> None:
        """A person asks: see how the relay is, also while nobody needs it."""
        self._introduced, self._tries = 0, INTRODUCED - 1
        self._rounds.nudge()

    def end(self) -> None:
        """Ask for the end; never waits."""
        self._rounds.end()

    def joined(self, within: float = STOP_WITHIN) -> bool:
        """Whether it has ended within so many seconds after ``end``."""
        ended = self._rounds.joined(within)
        if ended:
            self._hang_up()
        return ended

    def attempt(self) -> Next:
        """One turn: with the relay while the line is down, else make oneself known to it. On the relaying thread."""
        pulse = self._world.pulse
        if not self._wanted:
            self._hang_up()
            return self._introduce()
        try:
            found = self._open = self._again(self._open) if self._open is not None else self._reach()
            self._exchange.run(found)
        except CounterError as error:
            return self._failed(error)
        self._standing.say(RelayState(works=True, there=self._waiting_there()))
        return Next(pulse.now() + LOOK_AGAIN)

    def _introduce(self) -> Next:
        """Say hello once for each key, so that whoever needs a relay in the dark is known to it."""
        world, pulse = self._world, self._world.pulse
        key = world.write(world.book.key)
        if key is not None and key.generation != self._introduced and self._tries < INTRODUCED:
            self._tries += 1
            try:
                self._reach().line.close()
            except CounterError as error:
                self._shunned.clear()
                self._standing.say(RelayState(code=error.code, there=self._waiting_there()))
                return Next(pulse.now() + LOOK_AGAIN)
            self._introduced = key.generation
        if key is None:
            self._standing.say(RelayState(code="office_key_none"))
        elif key.generation == self._introduced:
            self._standing.say(RelayState(known=True, there=self._waiting_there()))
        return Next(pulse.now() + LONGEST_WAIT)

    def _reach(self) -> _Open:
        """A relay of the office that answers; raises for the last one that did not, or ``Unavailable``."""
        world = self._world
        key = world.write(world.book.key)
        if key is None:
            raise Unavailable("office_key_none")
        keys = derive(key)
        error: CounterError = Unavailable("relay_none")
        for address in world.roads.find():
            if self._shunned.get(address, 0.0) > world.pulse.now():
                continue
            try:
                line, hello = world.roads.reach(address, keys)
            except CounterError as met:
                error = met
                if not isinstance(met, Unavailable) and met.code not in _MENDS_ITSELF:
                    self._shunned[address] = world.pulse.now() + SHUNNED
                continue
            recipients = (*world.identity.recipients, keys.opener.public)
            cutter = Cutter(replace(world.identity, recipients=recipients))
            self._standing.meet(Met(address, hello))
            relayed = world.write(partial(world.book.relayed, hello.run))
            return _Open(address, line, keys, cutter, relayed)
        raise error

    def _again(self, found: _Open) -> _Open:
        """The relay that is open, if it still is the run that has what was left there.

        A line that was dialled anew in between says nothing: to a relay that began again with an old file or none,
        everything must be given once more.
        """
        world, hello = self._world, found.line.hello()
        if hello.run != found.relayed.run:
            found.relayed = world.write(partial(world.book.relayed, hello.run))
        self._standing.meet(Met(found.address, hello))
        return found

    def _failed(self, error: CounterError) -> Next:
        pulse = self._world.pulse
        worked = self._open is not None and isinstance(error, Unavailable)
        if self._open is not None and not worked and error.code not in _MENDS_ITSELF:
            self._shunned[self._open.address] = pulse.now() + SHUNNED
        self._hang_up()
        self._standing.say(RelayState(code=error.code, there=self._waiting_there()))
        return Next(pulse.now() + (LOOK_AGAIN if worked else FIND_AGAIN), hurry=False)

    def _hang_up(self) -> None:
        if self._open is not None:
            self._open.line.close()
            self._open = None

    def _waiting_there(self) -> int:
        return self._world.write(self._world.book.waiting_there)


@dataclass(slots=True)
class _Open:
    """A relay that has shown that it is one of the office, and how far it has what is here."""

    address: str
    line: RelayLine
    keys: OfficeKeys
    cutter: Cutter
    relayed: Relayed


class _Exchange:
    """What is said to a relay, and what it says."""

    def __init__(self, world: RelaySurroundings) -> None:
        self._world = world
        self._incoming = Incoming(world.outbox, world.write, world.identity, None, world.news)

    def run(self, found: _Open) -> None:
        """Leave what waits, hear what was fetched, read what neighbours left."""
        self._send(found)
        self._hear(found)
        self._read(found)

    def _send(self, found: _Open) -> None:
        """Everything behind what this run of the relay and the centre have; noted once it is on the relay's disk."""
        world = self._world
        left: list[Cut] = []
        have = world.write(world.outbox.reached).have
        again = world.write(lambda: world.outbox.again(max(have, found.relayed.last)))
        try:
            found.line.send(self._sealed(found, cut) for cut in self._cuts(found, again, left))
        except CounterError:
            world.passed.cut_off("relay")
            raise
        if left:
            world.passed.left("relay")
            found.relayed = replace(found.relayed, last=max(found.relayed.last, *map(last_number, left)))
            world.write(lambda: world.book.note(found.relayed))
            world.news.changed(frozenset(entry.header.subject for cut in left for entry in cut.entries))

    def _sealed(self, found: _Open, cut: Cut) -> bytes:
        raw = found.cutter.parcel(cut)
        self._world.passed.given("relay", cut, len(raw))
        return raw

    def _cuts(self, found: _Open, again: tuple[Cut, ...], left: list[Cut]) -> Iterator[Cut]:
        world = self._world
        for cut in again:
            left.append(cut)
            yield cut
        most = found.cutter.most_bytes()
        while (new := world.write(lambda: world.outbox.cut(most, world.now()))) is not None:
            world.behind()
            left.append(new)
            yield new

    def _hear(self, found: _Open) -> None:
        """Answers, as long as they come; each must go on from where this desk is."""
        world = self._world
        for _ in range(MOST_ROUNDS):
            reached = world.write(world.outbox.reached)
            any_came = False
            for raw in found.line.answers(reached.position, reached.have, 0):
                any_came = True
                if self._incoming.take(raw, lambda said: _follows(said, world.write(world.outbox.reached))) is None:
                    raise Damaged("relay_answers")
            if not any_came:
                return

    def _read(self, found: _Open) -> None:
        world = self._world
        new = False
        for _ in range(MOST_ROUNDS):
            parcels = found.line.neighbours(found.relayed.neighbour)
            if not parcels:
                break
            new = world.reading.take(parcels, found.keys.opener) or new
            found.relayed = replace(found.relayed, neighbour=max(one.number for one in parcels))
            world.write(lambda: world.book.note(found.relayed))
        if new:
            world.news.changed(frozenset())


def _follows(said: Answers, reached: Reached) -> bool:
    """Whether an answer begins no later than where this desk is: else the one before it was kept back."""
    return said.asked is not None and said.asked[0] <= reached.position and said.asked[1] <= reached.have
