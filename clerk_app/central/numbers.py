"""Unique submission numbers: one leased numberer gives them after acceptance, in order, in batches, without gaps.

The ledger has no municipality in its key: the sequence is one for everybody, for requests of desks and for what other
software submits. A number is the highest of its year plus one, found and written in the transaction that holds the
lease's row, so that a numberer that dies leaves no gap and two never give the same.

The year is the one, by the clocks of Belgrade, in which the number is given, not the one in which the request was
received: the sequence of a year that has ended is closed, and a number behind its last one would stand before numbers
that were given earlier. Who came before midnight and is numbered after it loses nothing: the legal time of receipt is
the request's own, on the receipt and in the entry. A clock that lags does not open a year again that another
numberer's clock has ended.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update

from clerk_app.central import feed, requests
from clerk_app.central.bell import Bell
from clerk_app.central.clock import HOUR, SECOND, Now, local
from clerk_app.central.database import Database
from clerk_app.central.feed import News
from clerk_app.central.postgresql import alone
from clerk_app.central.registry import numbers as registry_numbers
from clerk_app.central.registry.tables import ORIGIN
from clerk_app.central.schema import NUMBER_LEASE, NUMBER_LEDGER, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.answers import Registered
from clerk_app.domain.errors import CounterError
from clerk_app.log import event

LEASE = 2 * SECOND
BATCH = 200
REST = 0.03  # seconds between two batches: a lone request is numbered at once, a stream of them in fewer commits
POLL = 1.0  # seconds after which another process's commit is seen
_NAME = "numberer"
_SKEW = HOUR  # clocks that differ by more are wrong, and bind nobody
_LOG = logging.getLogger(__name__)
_OPEN = and_(REQUEST.c.serial.is_(None), REQUEST.c.state != requests.ANNULLED)
ANY_OPEN = select(REQUEST.c.seq).where(_OPEN).limit(1)
NEXT, SUBMITTED = requests.held(_OPEN).limit(BATCH), registry_numbers.NEXT.limit(BATCH)
"""What has no number yet, in the order of its acceptance; annulled requests never get one.

The one numberer asks all municipalities at once: these statements belong to the ledger, outside the shards.
"""


class Numbering:
    """Gives numbers while it holds the lease; ``holder`` names this worker among all processes."""

    def __init__(self, database: Database, holder: str, now: Now) -> None:
        self._database = database
        self._holder = holder
        self._now = now
        with database.write() as connection:
            alone(connection, _NAME)
            if connection.execute(select(NUMBER_LEASE.c.name).where(NUMBER_LEASE.c.name == _NAME)).first() is None:
                connection.execute(insert(NUMBER_LEASE).values(name=_NAME, holder="", until=0))

    def give(self) -> frozenset[str]:
        """Number one batch, if it is this worker's turn; returns the desks whose requests were numbered."""
        if not self._waiting():
            return frozenset()
        with self._database.write() as connection:
            if not self._lease(connection):
                return frozenset()
            rows = _next(connection)
            self._number(connection, rows)
        return frozenset(row.desk for row in rows)

    def release(self) -> None:
        """Let another numberer take over at once."""
        with self._database.write() as connection:
            mine = and_(NUMBER_LEASE.c.name == _NAME, NUMBER_LEASE.c.holder == self._holder)
            connection.execute(update(NUMBER_LEASE).where(mine).values(until=0))

    def _waiting(self) -> bool:
        with self._database.read() as connection:
            return any(connection.execute(asked).first() is not None for asked in (ANY_OPEN, registry_numbers.ANY))

    def _lease(self, connection: Connection) -> bool:
        """Take or keep the lease; the row stays locked until the commit."""
        free = or_(NUMBER_LEASE.c.holder == self._holder, NUMBER_LEASE.c.until < self._now())
        taken = update(NUMBER_LEASE).where(NUMBER_LEASE.c.name == _NAME, free)
        values = {"holder": self._holder, "until": self._now() + LEASE}
        return bool(connection.execute(taken.values(**values)).rowcount)

    def _number(self, connection: Connection, rows: Sequence[Row[Any]]) -> None:
        if not rows:
            return
        at = self._now()
        year, serial = _last(connection, at)
        ledger, changes, submissions = [], [], []
        news: dict[str, list[News]] = {}
        for given, row in enumerate(rows, start=serial + 1):
            place = {"municipality": row.municipality, "desk": row.desk, "seq": row.seq}
            ledger.append({"year": year, "serial": given, **place, "at": at})
            if row.desk == ORIGIN:
                submissions.append(registry_numbers.numbered(row, given, year))
                continue
            changes.append(requests.numbered(row, given, year))
            body = canonical.encode(Registered(serial=given, year=year, at=at))
            told = News(
                desk=row.desk, kind="registered", seq=row.seq, version=row.version + 1, body=body, office=row.office
            )
            news.setdefault(row.municipality, []).append(told)
        connection.execute(insert(NUMBER_LEDGER), ledger)
        for statement, values in ((requests.NUMBER_ONE, changes), (registry_numbers.NUMBER_ONE, submissions)):
            if values:
                connection.execute(statement, values)
        for municipality, told_of in news.items():
            feed.publish(connection, municipality, told_of)


def _next(connection: Connection) -> Sequence[Row[Any]]:
    """What has waited longest for a number, from desks and from other software, in the order of acceptance."""
    rows = [*connection.execute(NEXT), *connection.execute(SUBMITTED)]
    return sorted(rows, key=lambda row: (row.arrived, row.municipality, row.desk, row.seq))[:BATCH]


def _last(connection: Connection, at: int) -> tuple[int, int]:
    """The year in which a number given at ``at`` stands, and its highest serial so far."""
    year = local(at).year
    order = (NUMBER_LEDGER.c.year.desc(), NUMBER_LEDGER.c.serial.desc())
    newest = connection.execute(select(NUMBER_LEDGER).order_by(*order).limit(1)).one_or_none()
    if newest is not None and newest.year > year and newest.at < at + _SKEW:
        year = newest.year
    highest = select(func.max(NUMBER_LEDGER.c.serial)).where(NUMBER_LEDGER.c.year == year)
    return year, connection.execute(highest).scalar() or 0


class Numberer:
    """A thread that numbers whenever the bell rings."""

    def __init__(self, numbering: Numbering, bell: Bell, beside: Callable[[], None], poll: float = POLL) -> None:
        self._numbering = numbering
        self._bell = bell
        self._beside = beside
        self._poll = poll
        self._thread = threading.Thread(target=self._run, name="numberer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the end, once the bell has been stopped."""
        self._thread.join(timeout=20)

    def _run(self) -> None:
        while not self._bell.stopped:
            try:
                self._work()
            except CounterError as error:
                event(_LOG, "central.numberer_waits", level=logging.WARNING, code=error.code)
            self._bell.wait_for_work(self._poll)
        with suppress(CounterError):  # the lease of a database that has gone lapses by itself
            self._numbering.release()

    def _work(self) -> None:
        self._beside()
        while desks := self._numbering.give():
            self._bell.ring(desks)
            time.sleep(REST)
