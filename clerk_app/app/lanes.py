"""The lanes of an open desk, and how the exchange waits for the writing one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.lanes import Deliver, Lane, close_all

LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class DeskLanes:
    """One lane per resource: the store's writing and reading, the receipt printer, and everything else on wires."""

    writes: Lane
    reads: Lane
    paper: Lane
    devices: Lane

    def close(self) -> list[str]:
        """Finish what is queued; names the lanes that did not end."""
        return close_all([self.paper, self.devices, self.reads, self.writes])


def desk_lanes(deliver: Deliver) -> DeskLanes:
    """Start the lanes; results go home by ``deliver``."""
    return DeskLanes(Lane("writes", deliver), Lane("reads", deliver), Lane("paper", deliver), Lane("devices", deliver))


class WriteAndWait:
    """Runs work on the writing lane while the caller waits: how the exchange reaches the store (DESIGN §7)."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane

    def __call__[T](self, work: Callable[[], T], /) -> T:
        """Do it, and give its result back; an accept that comes meanwhile goes first."""
        return self._lane.call(work, LONGEST_WAIT)
