"""Projections from journal and replica again: request by request, each whole in its commit, giving way in between.

No shadow tables: a row tells of its own request only, so mending rows one by one is never seen half done, and what is
committed meanwhile is folded live.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.requests import RequestView
from clerk_app.store import elsewhere, entry_rows, measures, replica, search_index, search_words, views
from clerk_app.store.database import Connection, Database
from clerk_app.store.replica import Replica
from clerk_app.store.search_index import BUDGET
from clerk_app.store.search_words import ServiceNames

_NEXT = (
    "SELECT e.seq, e.subject FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE e.seq > ? AND e.kind = 'request.received' ORDER BY e.seq LIMIT 1"
)
_NEXT_ELSEWHERE = "SELECT place, desk, seq FROM replica_case WHERE place < ? ORDER BY place DESC LIMIT 1"
_STALE = (
    "DELETE FROM view_request WHERE seq > :after AND seq < :upto",
    "DELETE FROM view_recent WHERE seq > :after AND seq < :upto",
    "DELETE FROM view_measure WHERE seq > :after AND seq < :upto",
)
_STALE_WORDS = "SELECT seq FROM view_indexed WHERE seq > :after AND seq < :upto"
_DELETE = "DELETE FROM view_request WHERE seq = ?"
_END = 2**62


class Rebuild:
    """Mends projections; begun after an update that folds otherwise, or when a check finds them wrong."""

    def __init__(self, database: Database, desk: str, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._desk = desk
        self._monotonic = monotonic
        self._services = ServiceNames()
        self._replica = Replica(desk)
        self._after = 0
        self._before = 0

    def step(self, budget: float = BUDGET) -> bool:
        """Work for about ``budget`` seconds; tells whether something is left."""
        ends = self._monotonic() + budget
        with self._database.writing() as connection:
            if self._after == 0:
                self._replica.adopt(connection)
                elsewhere.sweep(connection)
            while self._one(connection) or self._one_elsewhere(connection):
                if self._monotonic() >= ends:
                    return True
        return False

    def _one_elsewhere(self, connection: Connection) -> bool:
        """Mend the next request that was received elsewhere, and remove rows that none stands for."""
        row = connection.execute(_NEXT_ELSEWHERE, (self._before,)).fetchone()
        downto = row[0] if row else -_END
        gap = {"after": downto, "upto": self._before}
        self._remove(connection, gap)
        if row is None:
            self._before = downto
            return False
        self._mend_elsewhere(connection, *row)
        self._before = downto
        return True

    def _mend_elsewhere(self, connection: Connection, place: int, desk: str, seq: int) -> None:
        case = elsewhere.of_entry(connection, desk, seq)
        if case is None:
            return
        told = replica.events(connection, desk, seq, self._desk)
        entries = entry_rows.of_subject(connection, self._desk, case.subject)
        view = views.folded(entries, told, case.view())
        connection.execute(_DELETE, (place,))
        if view is not None:
            views.add(connection, view, case.received, case.came)
            measures.renew(connection, self._desk, view)
            self._put_words(connection, view, case.received)

    def _one(self, connection: Connection) -> bool:
        """Mend the next request, and remove rows before it that no entry stands for."""
        row = connection.execute(_NEXT, (self._after,)).fetchone()
        upto = row[0] if row else _END
        self._clear(connection, upto)
        if row is None:
            return False
        self._mend(connection, row[0], row[1])
        self._after = row[0]
        return True

    def _clear(self, connection: Connection, upto: int) -> None:
        self._remove(connection, {"after": self._after, "upto": upto})

    @staticmethod
    def _remove(connection: Connection, gap: dict[str, int]) -> None:
        """Remove rows between two that stand for something."""
        for (seq,) in connection.execute(_STALE_WORDS, gap).fetchall():
            search_index.remove(connection, seq)
        for statement in _STALE:
            connection.execute(statement, gap)

    def _mend(self, connection: Connection, seq: int, subject: bytes) -> None:
        entries = entry_rows.of_subject(connection, self._desk, subject)
        received = views.happening(entries[0])
        told = replica.events(connection, self._desk, seq, self._desk)
        view = views.folded(entries, told if told.version else None)
        if view is None or received is None or not isinstance(received.body, RequestReceived):
            return
        connection.execute(_DELETE, (seq,))
        views.add(connection, view, received.body, received.at)
        measures.renew(connection, self._desk, view)
        self._put_words(connection, view, received.body)

    def _put_words(self, connection: Connection, view: RequestView, received: RequestReceived) -> None:
        service = self._services.name(connection, view.service, view.service_version)
        words = search_words.words(received, service, view.unique_number)
        if search_words.known(connection, view.seq) != words:
            search_words.put(connection, view.seq, words)
