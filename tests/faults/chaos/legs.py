"""One leg after the other, in one thread: what an exchange does, where every step must come again by its seed."""

from __future__ import annotations

from clerk_app.domain.errors import Refused
from clerk_app.ports.centre import Line
from clerk_app.sync.outgoing import Outgoing
from clerk_app.sync.packing import NEED_BASE
from tests.faults.chaos.machines import DeskMachine


def up(line: Line, outgoing: Outgoing) -> bool:
    """Send what waits; a parcel that is rejected whole is halved by the next call. Tells whether that should come."""
    try:
        line.send(outgoing.parcels())
    except Refused as error:
        if error.code == NEED_BASE:
            return outgoing.need_base()
        if outgoing.rejected(error.code):
            return True
        raise
    return outgoing.sent()


def down(line: Line, desk: DeskMachine) -> bool:
    """Take every answer there is; tells whether there are more."""
    reached = desk.outbox.reached()
    more = news = False
    for raw in line.answers(reached.position, reached.have, 0):
        taken = desk.incoming.take(raw)
        if taken is not None:
            desk.outgoing.confirmed(taken.have)
            more, news = taken.more, news or taken.news
    return more and news
