"""Hearing what other processes commit: one look a second for all who listen here, however many they are.

Where desks ask often whether there is news, looks tell that too (``standing``); then one follows each commit of this
process, a little later, so that several have one together.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, func, select

from clerk_app.central import feed
from clerk_app.central.bell import Bell, office_of
from clerk_app.central.database import Database
from clerk_app.central.reference import Revision
from clerk_app.central.relay.tables import OFFICE_KEY
from clerk_app.central.schema import DESK, FEED
from clerk_app.central.standing import Look, Standing
from clerk_app.domain.errors import CounterError
from clerk_app.log import event

POLL = 1.0  # seconds after which a commit of another process is seen
REST = 0.05  # seconds after a look in which there is no other
_MOST = 1000  # changes that are looked at one by one; after more, everybody is rung
_UNKNOWN = -1
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
    select(FEED.c.desk, FEED.c.office, func.max(FEED.c.position).label("last"))
    .where(
        FEED.c.municipality == bindparam("in_municipality"),
        FEED.c.position > bindparam("behind"),
        FEED.c.position <= bindparam("to"),
    )
    .group_by(FEED.c.desk, FEED.c.office)
)
_LOG = logging.getLogger(__name__)


class Overhearing:
    """A thread that rings for those who listen in this process, whoever it was that wrote.

    ``revision`` is the one that answers are made with: who is rung for it must find it moved.
    """

    def __init__(
        self,
        database: Database,
        municipality: str,
        bell: Bell,
        *,
        revision: Revision,
        standing: Standing,
        poll: float = POLL,
    ) -> None:
        self._database = database
        self._municipality = municipality
        self._bell = bell
        self._standing = standing
        self._poll = poll
        self._position = -_MOST - 1
        self._floor = _UNKNOWN
        self._told: dict[str, int] = {}
        self._stands: dict[str, tuple[int | None, ...]] = {}
        self._keys: dict[str, int] = {}
        self._revision, self._revised = revision, 0
        self._heard = bell.ear()
        database.commits.hear(self._heard.set)
        self._thread = threading.Thread(target=self._run, name="overhearing", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the end, once the bell has been stopped."""
        self._thread.join(timeout=20)

    def look(self) -> frozenset[str]:
        """Ring for those for whom something has moved since the last look; returns them. Nobody asks: no look."""
        listening = self._bell.heard_by()
        if not listening and not self._standing.is_often:
            return frozenset()
        mark, at = self._standing.begin()
        with self._database.read() as connection:
            moved = frozenset(self._moved(connection, listening))
        self._standing.keep(self._seen(mark, at))
        self._bell.ring(moved, work=False)
        return moved

    def _moved(self, connection: Connection, listening: frozenset[str]) -> Iterator[str]:
        """Of those who listen, whose feed, whose row at the centre, or whose office's key has moved."""
        end, revised = feed.end(connection, self._municipality), self._revision.newest(connection)
        here = {"in_municipality": self._municipality}
        stands = {row[0]: tuple(row[1:]) for row in connection.execute(_STANDS, here)}
        keys = {row[0]: int(row[1]) for row in connection.execute(_KEYS, here)}
        many = not 0 <= end - self._position <= _MOST  # so much, or a feed that is another
        if many or self._floor == _UNKNOWN:
            self._floor, self._told = end, {}
        if many:
            yield from listening
        elif end > self._position:
            told = dict(self._told)
            for row in connection.execute(_WHOSE, {**here, "behind": self._position, "to": end}):
                names = {row.desk, office_of(row.office)}
                told |= {name: max(row.last, told.get(name, 0)) for name in names}
                yield from listening & names
            self._told = told
        if revised != self._revised:
            yield from listening
        yield from (code for code in listening & stands.keys() if self._stands.get(code) != stands[code])
        yield from listening & {office_of(office) for office in keys if self._keys.get(office) != keys[office]}
        self._position, self._stands, self._revised, self._keys = end, stands, revised, keys

    def _seen(self, mark: int | None, at: float) -> Look:
        """What was read just now, for those who ask whether there is news."""
        quiet = {code: have or 0 for code, (have, _, *others) in self._stands.items() if not any(others)}
        return Look(
            mark=mark,
            at=at,
            floor=self._floor,
            end=self._position,
            revision=self._revised,
            told=self._told,
            quiet=quiet,
            keys=self._keys,
        )

    def _run(self) -> None:
        while not self._bell.stopped:
            try:
                self.look()
            except CounterError as error:
                self._standing.forget()
                self._floor = _UNKNOWN  # it may be another database now
                event(_LOG, "central.overhearing_waits", level=logging.WARNING, code=error.code)
            self._rest()

    def _rest(self) -> None:
        """Until the next look: at the latest after ``poll`` seconds."""
        ends = time.monotonic() + self._poll
        self._bell.wait_to_stop(min(REST, self._poll))
        while not self._bell.stopped and (left := ends - time.monotonic()) > 0 and not self._standing.wants_look:
            self._heard.wait(left)
            self._heard.clear()
