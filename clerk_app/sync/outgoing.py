"""What goes up: first what was cut but is not confirmed, then what is due; after a rejection one parcel at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clerk_app.ports.line_record import Passes
from clerk_app.ports.outbox import Cut, Outbox
from clerk_app.sync.cutting import Cutter, halves, last_number, target_at
from clerk_app.sync.link import Taken
from clerk_app.sync.passed import UNRECORDED
from clerk_app.sync.write import Write

BUFFERED = 16 * 1024  # bytes that may lie between the program and the line
_TICK = 0.001  # seconds; less is not measured


@dataclass(frozen=True, slots=True)
class Flight:
    """A parcel that the line has taken or is taking: its last number, its bytes, and when (seconds) it was given."""

    last: int
    bytes: int
    given: float


class Outgoing:
    """Parcels for one request after another.

    ``parcels`` is read by the sending leg; everything else is called by the deciding thread while no leg reads it,
    except ``confirmed`` and the readings, which are safe at any time.
    """

    def __init__(
        self,
        outbox: Outbox,
        write: Write,
        cutter: Cutter,
        changed: Callable[[frozenset[bytes]], None],
        *,
        now: Callable[[], int],
        monotonic: Callable[[], float],
        passed: Passes = UNRECORDED,
    ) -> None:
        self._outbox = outbox
        self._passed = passed
        self._changed = changed
        self._write = write
        self._cutter = cutter
        self.packing = cutter.packing
        self._now = now
        self._monotonic = monotonic
        self._behind = True
        self._queue: deque[Cut] = deque()
        self._flights: deque[Flight] = deque()
        self.suspecting = False
        self._held_in_row = 0
        self._giver: object | None = None
        self.moved = self._settled = 0.0
        self.passed = 0.0
        self.taken = Taken(BUFFERED)
        self._have = 0
        self.rate = 0.0

    def rewind(self) -> None:
        """The line was cut: go on behind what the centre has, with the numbers that were given."""
        self._behind = True
        self._giver = None
        self._flights.clear()
        self._passed.cut_off("line")

    def behind(self) -> None:
        """Something was cut for another carrier: the next request goes on behind what the centre has. Safe anywhere."""
        self._behind = True

    def parcels(self) -> Iterator[bytes]:
        """Parcels for one request, as fast as the line takes them; ``giving`` until there are no more."""
        self._giver = giver = object()
        self.taken = Taken(BUFFERED)
        try:
            while (raw := self.one()) is not None:
                began = self._monotonic()
                yield raw
                self.moved = self._monotonic()
                self.taken.note(len(raw), self.moved - began)
                if self.suspecting:
                    return
        finally:
            if self._giver is giver:  # a request that failed may be cleared away late
                self._giver = None

    def one(self) -> bytes | None:
        """The next parcel, if there is one, for a request of its own."""
        if self._behind:
            self._catch_up()
        cut = self._next()
        if cut is None:
            return None
        raw = self._cutter.parcel(cut, self.rate)
        self._flights.append(Flight(last_number(cut), len(raw), self._monotonic()))
        self._passed.given("line", cut, len(raw))
        return raw

    def sent(self) -> bool:
        """A request ended well; tells whether the next should begin at once."""
        if self.suspecting:
            self._held_in_row = 0
            self._queue.popleft()
            self.suspecting = bool(self._queue)
            return True
        return False

    def need_base(self) -> bool:
        """The centre lacks what parcels were packed against: send them again without; tells whether that can help."""
        self.rewind()
        return self.packing.need_base()

    def rejected(self, code: str) -> bool:
        """A request was rejected whole: halve until the culprit stands alone, and hold that one.

        Tells whether to go on at once; not when two in a row are rejected alone, for then it is not for their content.
        """
        self._flights.clear()
        if not self.suspecting:
            self.suspecting = True
            self._held_in_row = 0
            self._behind = True
            return True
        suspect = self._queue.popleft()
        if len(suspect.entries) > 1:
            self._queue.extendleft(reversed(halves(suspect)))
            return True
        if self._held_in_row:
            self.suspecting = False
            self._behind = True
            return False
        self._held_in_row += 1
        held = self._write(lambda: self._outbox.hold(suspect.entries[0].header.seq, code))
        self._changed(held.subjects)
        self.suspecting = bool(self._queue)
        return True

    def confirmed(self, have: int) -> int:
        """The centre has everything up to ``have``: how many bytes of parcels that settles.

        ``passed`` is then how many bytes a second the newest of them took from its giving on.
        """
        self._have = max(self._have, have)
        settled, newest = 0, None
        while self._flights and self._flights[0].last <= have:
            newest = self._flights.popleft()
            settled += newest.bytes
        if newest is not None:
            self._settled = self._monotonic()
            took = self._settled - newest.given
            self.passed = newest.bytes / took if took >= _TICK else 0.0
        return settled

    @property
    def unanswered(self) -> int:
        """Bytes of parcels on the way."""
        return sum(flight.bytes for flight in tuple(self._flights))

    @property
    def giving(self) -> bool:
        """Whether a request is under way that will be given more."""
        return self._giver is not None

    def flows(self, within: float) -> bool:
        """Whether somebody took what was given in the last seconds: of a line that is cut nobody takes anything."""
        return not self.giving or self._monotonic() - self.moved < within

    def due(self, slowest: float) -> float:
        """When the oldest parcel on the way should have arrived, on a line of ``slowest`` bytes a second."""
        oldest = next(iter(tuple(self._flights)), None)
        if oldest is None:
            return 0.0
        return max(oldest.given, self._settled) + (oldest.bytes + BUFFERED) / slowest

    def _catch_up(self) -> None:
        self._queue = deque(self._write(lambda: self._outbox.again(self._outbox.reached().have)))
        self._behind = False
        self.suspecting = self.suspecting and bool(self._queue)

    def _next(self) -> Cut | None:
        if self.suspecting:
            return self._queue[0] if self._queue else None
        while self._queue:
            cut = self._queue.popleft()
            if last_number(cut) > self._have:
                return cut
        most, now = self._cutter.most_bytes(target_at(self.rate)), self._now()
        return self._write(lambda: self._outbox.cut(most, now))
