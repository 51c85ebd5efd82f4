"""Everything up and everything down, once, in the caller's thread: ``clerk-app sync --once``, and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from clerk_app.domain.errors import CounterError
from clerk_app.lanes import Lane, at_once, close_all
from clerk_app.ports.centre import Line
from clerk_app.ports.clock import Clock
from clerk_app.ports.outbox import Outbox
from clerk_app.sync.conversation import DOWN, UPS, Parts
from clerk_app.sync.cutting import Cutter
from clerk_app.sync.engine import micros
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.incoming import Incoming, News
from clerk_app.sync.link import Meter
from clerk_app.sync.mailbox import Mailbox, Pulse
from clerk_app.sync.outgoing import Outgoing
from clerk_app.sync.packing import Packing
from clerk_app.sync.retry import on_the_line
from clerk_app.sync.rounds import STOP_WITHIN
from clerk_app.sync.talking import Talking
from clerk_app.sync.ways import Ways
from clerk_app.sync.write import Write

MOST_ROUNDS = 200  # of halving and asking again; more means that nothing moves


@dataclass(frozen=True, slots=True)
class Summary:
    """What one exchange did: entries that waited before and wait now, changes' position, and seconds.

    ``order``: what the centre wants of the desk itself, ``stop`` or ``wipe``; empty for nothing.
    """

    waited: int
    left: int
    position: int
    changed: int
    seconds: float
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceParts:
    """What ``once`` needs; ``hold`` is how many seconds to wait for numbers that are given a moment later."""

    line: Line
    outbox: Outbox
    write: Write
    identity: DeskIdentity
    clock: Clock
    pulse: Pulse
    alarm: Callable[[str], None]
    hold: int = 0


def once(parts: OnceParts) -> Summary:
    """Exchange until nothing moves any more; raises ``Unavailable`` when the line does not carry it through.

    Raises ``Damaged('desk_restored')`` on the file of a desk that has stopped.
    """
    began = parts.pulse.now()
    parts.write(parts.outbox.reached)  # a desk that has stopped does not even dial
    waited = parts.write(parts.outbox.size).entries
    heard = _Heard()
    lanes = {leg: Lane(f"sync-{leg}", at_once) for leg in (*UPS, DOWN)}
    talk = _parts(parts, heard, lanes)
    try:
        _exchange(talk, parts.hold)
    finally:
        close_all(list(lanes.values()), STOP_WITHIN)
    return Summary(
        waited=waited,
        left=parts.write(parts.outbox.size).entries,
        position=parts.write(parts.outbox.reached).position,
        changed=len(heard.subjects),
        seconds=parts.pulse.now() - began,
        order=heard.order,
    )


@dataclass(slots=True)
class _Heard:
    """What came down."""

    subjects: set[bytes] = field(default_factory=set)
    order: str = ""

    def ordered(self, order: str) -> None:
        """The centre's word on the desk itself."""
        self.order = order


def _parts(parts: OnceParts, heard: _Heard, lanes: dict[str, Lane]) -> Parts:
    """The same that a desk exchanges with all day, but it does not linger."""
    packing = Packing(lambda after: parts.write(lambda: parts.outbox.base(after)))
    news = News(changed=heard.subjects.update, alarm=parts.alarm, order=heard.ordered)
    return Parts(
        line=parts.line,
        outbox=parts.outbox,
        write=parts.write,
        outgoing=Outgoing(
            parts.outbox,
            parts.write,
            Cutter(parts.identity, packing),
            heard.subjects.update,
            now=lambda: micros(parts.clock.now()),
            monotonic=parts.pulse.now,
        ),
        incoming=Incoming(parts.outbox, parts.write, parts.identity, parts.clock, news, monotonic=parts.pulse.now),
        legs=dict(lanes),
        mailbox=Mailbox(parts.pulse),
        pulse=parts.pulse,
        meter=Meter(),
        ways=Ways(),
        awaiting=lambda: False,
        heard=lambda: None,
        lingers=False,
    )


def _exchange(parts: Parts, hold: int) -> None:
    """What waits goes up first; then everything comes down, and what comes may be waited for."""
    talking = Talking(parts)
    for _ in range(MOST_ROUNDS):
        if parts.write(parts.outbox.size).entries and not _sent(talking):
            continue
        if not _down(parts, hold):
            return


def _sent(talking: Talking) -> bool:
    """Whether all that waited went up; else it goes on otherwise, or behind what arrived before a cut."""
    outcome = talking.converse()
    if outcome is None:
        return False
    if outcome.error is None:
        return True
    if outcome.news and isinstance(outcome.error, CounterError) and on_the_line(outcome.error):
        return False
    raise outcome.error


def _down(parts: Parts, hold: int) -> bool:
    """Take every answer there is; tells whether there are more."""
    reached = parts.write(parts.outbox.reached)
    more = news = False
    for raw in parts.line.answers(reached.position, reached.have, hold):
        taken = parts.incoming.take(raw)
        if taken is not None:
            parts.outgoing.confirmed(taken.have)
            more, news = taken.more, news or taken.news
    return more and news
