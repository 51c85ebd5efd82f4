"""What is spooled is left at the office's relay while the line to the centre is down and nobody has signed in.

Nothing is heard there: an answer of the centre takes a position, which is in the desk file. The spool empties by the
centre's own word alone, later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.contract.relay import ProofKey
from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.ports.files import Spool
from clerk_app.ports.relay import RelayRoads


class SpoolRelay:
    """Remembers what lies at which run of a relay, so that each parcel goes there once."""

    def __init__(self, roads: RelayRoads, key: Callable[[], ProofKey | None], spool: Spool) -> None:
        self._roads = roads
        self._key = key
        self._spool = spool
        self._run = b""
        self._left: set[int] = set()

    def leave(self) -> int:
        """Leave what does not lie there yet; tells how many entries do. An empty spool asks nobody.

        Raises as the last relay did, or ``Unavailable`` (``relay_none``, ``office_key_none``).
        """
        if not self._spool.waiting():
            return 0
        key = self._key()
        if key is None:
            raise Unavailable("office_key_none")
        error: CounterError = Unavailable("relay_none")
        for address in self._roads.find():
            try:
                return self._leave_at(address, key)
            except CounterError as met:
                error = met
        raise error

    def cut(self) -> None:
        """End whatever is under way, from another thread."""
        self._roads.cut()

    def _leave_at(self, address: str, key: ProofKey) -> int:
        line, hello = self._roads.reach(address, key)
        try:
            if hello.run != self._run:
                self._run, self._left = hello.run, set()
            going: set[int] = set()
            line.send(self._new(going))
        finally:
            line.close()
        self._left |= going
        return len(self._left & {seq for seq, _ in self._spool.parcels()})

    def _new(self, going: set[int]) -> Iterator[bytes]:
        for seq, raw in self._spool.parcels():
            if seq not in self._left and len(raw) <= MOST_BYTES:
                going.add(seq)
                yield raw
