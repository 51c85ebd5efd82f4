"""What goes up: first what was cut but is not confirmed, then what is due; after a rejection one parcel at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clerk_app.ports.outbox import Cut, Outbox
from clerk_app.sync.cutting import Cutter, halves, last_number, target_at
from clerk_app.sync.write import Write


@dataclass(frozen=True, slots=True)
class Flight:
    """A parcel that the line has taken or is taking: its last number and its bytes."""

    last: int
    bytes: int


class Outgoing:
    """Parcels for one request after another.

    ``parcels`` is read by the sending leg; everything else is called by the deciding thread while no leg sends,
    except ``confirmed`` and the two readings, which are safe at any time.
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
    ) -> None:
        self._outbox = outbox
        self._changed = changed
        self._write = write
        self._cutter = cutter
        self._now = now
        self._monotonic = monotonic
        self._behind = True
        self._queue: deque[Cut] = deque()
        self._flights: deque[Flight] = deque()
        self._singly = False
        self._suspecting = False
        self._held_in_row = 0
        self._gave = False
        self.moved = 0.0
        self.rate = 0.0

    def rewind(self) -> None:
        """The line was cut: go on behind what the centre has, with the numbers that were given."""
        self._behind = True
        self._flights.clear()

    def go_singly(self) -> None:
        """One parcel a request from now on: something on the way keeps bodies until they end."""
        self._singly = True

    def parcels(self) -> Iterator[bytes]:
        """Parcels for one request, as fast as the line takes them."""
        self._gave = False
        if self._behind:
            self._catch_up()
        while (cut := self._next()) is not None:
            raw = self._cutter.parcel(cut, self.rate)
            self._flights.append(Flight(last_number(cut), len(raw)))
            self._gave = True
            yield raw
            self.moved = self._monotonic()
            if self._singly or self._suspecting:
                return

    def sent(self) -> bool:
        """A request ended well; tells whether the next should begin at once."""
        if self._suspecting:
            self._held_in_row = 0
            self._queue.popleft()
            self._suspecting = bool(self._queue)
            return True
        return self._singly and self._gave

    def need_base(self) -> bool:
        """The centre lacks what parcels were packed against: send them again without; tells whether that can help."""
        self.rewind()
        return self._cutter.packing.need_base()

    def names(self, base: int, dictionary: int) -> bool:
        """Whether parcels are packed against the base that begins so, or this dictionary."""
        return self._cutter.packing.names(base, dictionary)

    def rejected(self, code: str) -> bool:
        """A request was rejected whole: halve until the culprit stands alone, and hold that one.

        Tells whether to go on at once; not when two in a row are rejected alone, for then it is not for their content.
        """
        self._flights.clear()
        if not self._suspecting:
            self._suspecting = True
            self._held_in_row = 0
            self._behind = True
            return True
        suspect = self._queue.popleft()
        if len(suspect.entries) > 1:
            self._queue.extendleft(reversed(halves(suspect)))
            return True
        if self._held_in_row:
            self._suspecting = False
            self._behind = True
            return False
        self._held_in_row += 1
        held = self._write(lambda: self._outbox.hold(suspect.entries[0].header.seq, code))
        self._changed(held.subjects)
        self._suspecting = bool(self._queue)
        return True

    def confirmed(self, have: int) -> int:
        """The centre has everything up to ``have``: how many bytes of parcels that settles."""
        settled = 0
        while self._flights and self._flights[0].last <= have:
            settled += self._flights.popleft().bytes
        return settled

    @property
    def unanswered(self) -> int:
        """Bytes of parcels on the way."""
        return sum(flight.bytes for flight in tuple(self._flights))

    def _catch_up(self) -> None:
        self._queue = deque(self._write(lambda: self._outbox.again(self._outbox.reached().have)))
        self._behind = False
        self._suspecting = self._suspecting and bool(self._queue)

    def _next(self) -> Cut | None:
        if self._suspecting:
            return self._queue[0] if self._queue else None
        if self._queue:
            return self._queue.popleft()
        most, now = self._cutter.most_bytes(target_at(self.rate)), self._now()
        return self._write(lambda: self._outbox.cut(most, now))
