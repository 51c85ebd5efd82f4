"""The lanes of an open desk, and how the exchange waits for the writing one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.lanes import Deliver, Lane, close_all

LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class DeskLanes:
    """One lane per resource: the store's writing and its two of reading, the receipt printer, all else on wires.

    ``long_reads`` is for what takes seconds and can be given up: reports, copies. It holds up no screen.
    """

    writes: Lane
    reads: Lane
    long_reads: Lane
    paper: Lane
    devices: Lane

    def close(self) -> list[str]:
        """Finish what is queued, save long reading, which is given up; names the lanes that did not end."""
        self.long_reads.give_up()
        return close_all([self.paper, self.devices, self.long_reads, self.reads, self.writes])


def desk_lanes(deliver: Deliver) -> DeskLanes:
    """Start the lanes; results go home by ``deliver``."""
    writes, reads, long_reads = (Lane(name, deliver) for name in ("writes", "reads", "long-reads"))
    return DeskLanes(writes, reads, long_reads, Lane("paper", deliver), Lane("devices", deliver))


class WriteAndWait:
    """Runs work on the writing lane while the caller waits: how the exchange reaches the store (DESIGN §7)."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane

    def __call__[T](self, work: Callable[[], T], /) -> T:
        """Do it, and give its result back; an accept that comes meanwhile goes first."""
        return self._lane.call(work, LONGEST_WAIT)
