"""Hearing what other processes commit: one look a second for all who listen here, however many they are."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, func, select

from clerk_app.central import feed
from clerk_app.central.bell import Bell, office_of
from clerk_app.central.database import Database
from clerk_app.central.reference import Revision
from clerk_app.central.relay.tables import OFFICE_KEY
from clerk_app.central.schema import DESK, FEED
from clerk_app.domain.errors import CounterError
from clerk_app.log import event

POLL = 1.0  # seconds after which a commit of another process is seen
_MOST = 1000  # changes that are looked at one by one; after more, everybody is rung
_TOLD = (
    DESK.c.have,
    DESK.c.chain_ok_to,
    DESK.c.stopped,
    DESK.c.wipe_asked,
    DESK.c.lacks_base,
    DESK.c.lacks_dictionary,
)
"""Of a desk's row what answers say beside the feed."""
_STANDS = select(DESK.c.code, *_TOLD).where(DESK.c.municipality == bindparam("in_municipality"))
_KEYS = (
    select(OFFICE_KEY.c.office, func.max(OFFICE_KEY.c.generation))
    .where(OFFICE_KEY.c.municipality == bindparam("in_municipality"))
    .group_by(OFFICE_KEY.c.office)
)
_WHOSE = (
    select(FEED.c.desk, FEED.c.office)
    .where(
        FEED.c.municipality == bindparam("in_municipality"),
        FEED.c.position > bindparam("behind"),
        FEED.c.position <= bindparam("to"),
    )
    .distinct()
)
_LOG = logging.getLogger(__name__)


class Overhearing:
    """A thread that rings for those who listen in this process, whoever it was that wrote.

    ``revision`` is the one that answers are made with: who is rung for it must find it moved.
    """

    def __init__(
        self, database: Database, municipality: str, bell: Bell, revision: Revision, poll: float = POLL
    ) -> None:
        self._database = database
        self._municipality = municipality
        self._bell = bell
        self._poll = poll
        self._position = -_MOST - 1
        self._stands: dict[str, tuple[int | None, ...]] = {}
        self._keys: dict[str, int] = {}
        self._revision, self._revised = revision, 0
        self._thread = threading.Thread(target=self._run, name="overhearing", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the end, once the bell has been stopped."""
        self._thread.join(timeout=20)

    def look(self) -> frozenset[str]:
        """Ring for those for whom something has moved since the last look; returns them. Nobody listens: no look."""
        listening = self._bell.heard_by()
        if not listening:
            return frozenset()
        with self._database.read() as connection:
            moved = frozenset(self._moved(connection, listening))
        self._bell.ring(moved, work=False)
        return moved

    def _moved(self, connection: Connection, listening: frozenset[str]) -> Iterator[str]:
        """Of those who listen, whose feed, whose row at the centre, or whose office's key has moved."""
        end, revised = feed.end(connection, self._municipality), self._revision.of(connection)
        here = {"in_municipality": self._municipality}
        stands = {row[0]: tuple(row[1:]) for row in connection.execute(_STANDS, here)}
        keys = {row[0]: int(row[1]) for row in connection.execute(_KEYS, here)}
        if end - self._position > _MOST or revised != self._revised:
            yield from listening
        elif end > self._position:
            for row in connection.execute(_WHOSE, {**here, "behind": self._position, "to": end}):
                yield from listening & {row.desk, office_of(row.office)}
        yield from (code for code in listening & stands.keys() if self._stands.get(code) != stands[code])
        yield from listening & {office_of(office) for office in keys if self._keys.get(office) != keys[office]}
        self._position, self._stands, self._revised, self._keys = end, stands, revised, keys

    def _run(self) -> None:
        while not self._bell.stopped:
            try:
                self.look()
            except CounterError as error:
                event(_LOG, "central.overhearing_waits", level=logging.WARNING, code=error.code)
            self._bell.wait_to_stop(self._poll)
