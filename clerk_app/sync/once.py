"""Everything up and everything down, once, in the caller's thread: ``clerk-app sync --once``, and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.domain.errors import Refused
from clerk_app.ports.centre import Line
from clerk_app.ports.clock import Clock
from clerk_app.ports.outbox import Outbox
from clerk_app.sync.cutting import Cutter
from clerk_app.sync.engine import micros
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.incoming import Incoming, News
from clerk_app.sync.mailbox import Pulse
from clerk_app.sync.outgoing import Outgoing
from clerk_app.sync.packing import NEED_BASE, Packing
from clerk_app.sync.write import Write

MOST_ROUNDS = 200  # of halving and asking again; more means that nothing moves


@dataclass(frozen=True, slots=True)
class Summary:
    """What one exchange did: entries that waited before and wait now, changes' position, and seconds."""

    waited: int
    left: int
    position: int
    changed: int
    seconds: float


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
    subjects: set[bytes] = set()
    news = News(changed=subjects.update, alarm=parts.alarm)
    outgoing = Outgoing(
        parts.outbox,
        parts.write,
        Cutter(parts.identity, Packing(lambda after: parts.write(lambda: parts.outbox.base(after)))),
        subjects.update,
        now=lambda: micros(parts.clock.now()),
        monotonic=parts.pulse.now,
    )
    incoming = Incoming(parts.outbox, parts.write, parts.identity, parts.clock, news)
    for _ in range(MOST_ROUNDS):
        more_to_send = _up(parts.line, outgoing)
        more_to_come = _down(parts, outgoing, incoming)
        if not (more_to_send or more_to_come):
            break
    return Summary(
        waited=waited,
        left=parts.write(parts.outbox.size).entries,
        position=parts.write(parts.outbox.reached).position,
        changed=len(subjects),
        seconds=parts.pulse.now() - began,
    )


def _up(line: Line, outgoing: Outgoing) -> bool:
    """Send what waits; a parcel that is rejected whole is halved in the next round."""
    try:
        line.send(outgoing.parcels())
    except Refused as error:
        if error.code == NEED_BASE:
            return outgoing.need_base()
        if outgoing.rejected(error.code):
            return True
        raise
    return outgoing.sent()


def _down(parts: OnceParts, outgoing: Outgoing, incoming: Incoming) -> bool:
    """Take every answer there is; tells whether there are more."""
    reached = parts.write(parts.outbox.reached)
    more = news = False
    for raw in parts.line.answers(reached.position, reached.have, parts.hold):
        taken = incoming.take(raw)
        if taken is not None:
            outgoing.confirmed(taken.have)
            more, news = taken.more, news or taken.news
    return more and news
