"""The exchange with the centre, hour after hour: when to speak, what follows from how it went, and the link's state.

Decides on one thread of its own, with one leg for what goes up and one for what comes down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from clerk_app.contract.dictionaries import Dictionary
from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.lanes import Lane, at_once, close_all
from clerk_app.ports.centre import Line
from clerk_app.ports.clock import Clock
from clerk_app.ports.line_record import Passes
from clerk_app.ports.outbox import Outbox
from clerk_app.sync.chores import Chores
from clerk_app.sync.conversation import DOWN, UPS, Outcome, Parts
from clerk_app.sync.cutting import Cutter
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.incoming import Incoming, News
from clerk_app.sync.link import LinkState, Meter, forecast, kind_of, silent_kind
from clerk_app.sync.mailbox import Mailbox, Pulse
from clerk_app.sync.outgoing import Outgoing
from clerk_app.sync.packing import Packing
from clerk_app.sync.passed import UNRECORDED
from clerk_app.sync.retry import Again, decide, on_the_line, probed
from clerk_app.sync.rounds import STOP_WITHIN, Next, Rounds
from clerk_app.sync.talking import Talking
from clerk_app.sync.ways import Ways
from clerk_app.sync.write import Write

PROBE_WAITING = 25.0
PROBE_IDLE = 300.0
PROBE_JITTER = 0.2
PUBLISH_EVERY = 0.5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OF_THE_LINK = ("line_", "centre_")
LASTED = 20.0  # a conversation that went on so long was no failed attempt, however it ended


@dataclass(frozen=True, slots=True)
class LineCost:
    """What is known of the network that the line goes over, asked whenever it matters.

    ``network`` names it, as far as one can be told from another; on one that is ``metered`` probes are rare. ``held``
    tells why enclosures and reference data must wait, empty if they may go.
    """

    network: Callable[[], str] = lambda: ""
    metered: Callable[[], bool] = lambda: False
    held: Callable[[], str] = lambda: ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the engine needs of the world; ``jitter`` is uniform in [0, 1), ``awaiting`` tells of open numbers."""

    line: Line
    outbox: Outbox
    write: Write
    identity: DeskIdentity
    clock: Clock
    pulse: Pulse
    jitter: Callable[[], float]
    awaiting: Callable[[], bool]
    news: News
    link: Callable[[LinkState], None]
    dictionary: Dictionary | None = None
    probe_waiting: float = PROBE_WAITING
    probe_idle: float = PROBE_IDLE
    cost: LineCost = LineCost()
    passed: Passes = UNRECORDED


class Engine:
    """Started when the database opens, stopped before it closes; ``nudge`` after each accept."""

    def __init__(self, world: Surroundings, chores: Chores | None = None) -> None:
        self._world = world
        self._chores = chores
        self._mailbox = Mailbox(world.pulse)
        self._meter = Meter()
        packing = Packing(lambda after: world.write(lambda: world.outbox.base(after)), world.dictionary)
        self._cutter = Cutter(world.identity, packing)
        self._outgoing = Outgoing(
            world.outbox,
            world.write,
            self._cutter,
            world.news.changed,
            now=lambda: micros(world.clock.now()),
            monotonic=world.pulse.now,
            passed=world.passed,
        )
        self._ways = Ways(world.cost.network)
        self._lanes = {leg: Lane(f"sync-{leg}", at_once) for leg in (*UPS, DOWN)}
        self._parts = Parts(
            line=world.line,
            outbox=world.outbox,
            write=world.write,
            outgoing=self._outgoing,
            incoming=Incoming(
                world.outbox, world.write, world.identity, world.clock, world.news, monotonic=world.pulse.now
            ),
            legs=dict(self._lanes),
            mailbox=self._mailbox,
            pulse=world.pulse,
            meter=self._meter,
            ways=self._ways,
            awaiting=world.awaiting,
            heard=self._on_heard,
        )
        self._talking = Talking(self._parts)
        self._state = LinkState()
        self._attempts = 0
        self._published = 0.0
        self._rounds = Rounds("sync", self._mailbox, world.pulse, self._attempt, world.line.cut)

    def start(self) -> None:
        """Begin, with a first exchange at once."""
        self._rounds.start()
        if self._chores is not None:
            self._chores.start(lambda: self._outgoing.unanswered > 0)

    def nudge(self, *, hurry: bool = False) -> None:
        """Exchange now: something was accepted, the network has changed, or a person asks (``hurry``: chores too)."""
        self._rounds.nudge()
        if hurry and self._chores is not None:
            self._chores.hurry()

    def behind(self) -> None:
        """Something was cut for another carrier, which may lose it; from any thread."""
        self._outgoing.behind()

    def stop(self) -> bool:
        """End within about five seconds; tells whether every thread did."""
        pulse, end = self._world.pulse, self._world.pulse.now() + STOP_WITHIN
        self._rounds.end()
        if self._chores is not None:
            self._chores.end()
        ended = self._rounds.joined(end - pulse.now())
        chores_ended = self._chores is None or self._chores.joined(end - pulse.now())
        return not close_all(list(self._lanes.values()), max(0.0, end - pulse.now())) and ended and chores_ended

    def _attempt(self) -> Next:
        began = self._world.pulse.now()
        outcome = self._talking.converse()
        if outcome is None or self._mailbox.stopped:
            return Next(self._world.pulse.now())
        if outcome.error is not None and not isinstance(outcome.error, CounterError):
            raise outcome.error
        lasted = self._world.pulse.now() - began >= LASTED
        due = self._rested() if outcome.error is None else self._failed(outcome, outcome.error, lasted=lasted)
        self._outgoing.rate = self._meter.rate
        return due

    def _rested(self) -> Next:
        self._attempts = 0
        waiting = self._publish()
        return Next(self._probe_at(waiting))

    def _probe_at(self, waiting: int) -> float:
        """When to ask again whether the line works, while ``waiting`` entries wait."""
        world = self._world
        pause = world.probe_waiting if waiting and not world.cost.metered() else world.probe_idle
        return world.pulse.now() + pause * (1 + PROBE_JITTER * (2 * world.jitter() - 1))

    def _failed(self, outcome: Outcome, error: CounterError, *, lasted: bool) -> Next:
        now = self._world.pulse.now()
        decision = decide(error, self._attempts, now, self._world.jitter())
        if isinstance(decision, Again):
            return self._later(outcome, error, decision, lasted=lasted)
        self._world.news.alarm(decision.code)
        self._publish(decision.code)
        return Next(now + self._world.probe_idle, hurry=False)

    def _later(self, outcome: Outcome, error: CounterError, decision: Again, *, lasted: bool) -> Next:
        """After a cut at once, if anything moved before it; else with growing patience."""
        dead = on_the_line(error)
        if dead and outcome.news:
            self._attempts = 0
            return Next(self._world.pulse.now())
        self._attempts = 0 if lasted else self._attempts + 1
        if isinstance(error, Unavailable) and not error.code.startswith(_OF_THE_LINK):
            self._world.news.alarm(error.code)  # our own disk or lane: the link is not to blame
        else:
            waiting = self._publish(error.code)
            decision = probed(decision, error, self._probe_at(waiting))
        return Next(decision.at, hurry=dead)

    def _on_heard(self) -> None:
        """An answer was believed: tell at once when the link was not known to work, else now and then."""
        now = self._world.pulse.now()
        self._state = replace(self._state, exchanged=micros(self._world.clock.now()))
        due = now - self._published >= PUBLISH_EVERY or not self._outgoing.unanswered
        if due or self._state.kind not in {"good", "slow"}:
            self._publish()

    def _publish(self, code: str = "") -> int:
        """Tell the link's state if it changed; returns how many entries wait."""
        world = self._world
        self._published = world.pulse.now()
        size = world.write(world.outbox.size)
        minutes = forecast(size.bytes, self._cutter.ratio, self._meter.rate)
        if code:
            since = self._state.since if self._state.code else micros(world.clock.now())
            kind = silent_kind(code)
            state = replace(self._state, kind=kind, code=code, since=since, waiting=size.entries, forecast=minutes)
        else:
            kind = kind_of(self._meter.rate, minutes)
            state = replace(self._state, kind=kind, code="", since=0, waiting=size.entries, forecast=minutes)
        state = replace(
            state,
            rate=int(self._meter.rate),
            requests=size.requests,
            by_parcels=not self._ways.streams(self._published),
            held=world.cost.held(),
        )
        if state != self._state:
            self._state = state
            world.link(state)
        if self._chores is not None:
            self._chores.line_works(works=not code)
        return size.entries


def micros(moment: datetime) -> int:
    """Microseconds since the epoch, exactly."""
    return (moment - _EPOCH) // timedelta(microseconds=1)
