"""Requests of other counters, read at the relay: kept apart from ours, gone when the centre has told of them."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_app.contract import canonical
from clerk_app.domain import search
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.neighbours import NeighbourRequest
from clerk_app.store.database import Connection, Database
from clerk_app.store.search_words import ServiceNames, words

KEPT_FOR = 35 * 86_400 * 1_000_000
MOST_FOUND = 50
_PUT = (
    "INSERT OR IGNORE INTO neighbour_request(desk, seq, subject, came, terms, request)"
    " SELECT :desk, :seq, :subject, :came, :terms, :request"
    " WHERE NOT EXISTS (SELECT 1 FROM replica_request WHERE desk = :desk AND seq = :seq)"
    " AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE subject = :subject)"
)
_FORGET = "DELETE FROM neighbour_request WHERE desk = ? AND seq = ?"
_FORGET_SUBJECT = "DELETE FROM neighbour_request WHERE desk = ? AND subject = ?"
_EXPIRE = "DELETE FROM neighbour_request WHERE came < ?"
_ALL = "SELECT request FROM neighbour_request ORDER BY came DESC, seq DESC LIMIT ?"
_ONE = "SELECT request FROM neighbour_request WHERE subject = ?"
_COUNT = "SELECT count(*) FROM neighbour_request"
_FIND = "SELECT request FROM neighbour_request WHERE"
_BEGINS = "instr(terms, ?) > 0"


class DeskNeighbours:
    """The ports ``Neighbours`` (written by sync alone) and ``NeighbourList`` (read by screens) on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._services = ServiceNames()

    def keep(self, found: Iterable[tuple[NeighbourRequest, RequestReceived]], now: int) -> int:
        """Keep what is new and the centre has not told of; tells how many that were. What is too old goes."""
        kept = 0
        with self._database.writing() as connection:
            for request, body in found:
                service = self._services.name(connection, request.service, request.service_version)
                row = {
                    "desk": request.desk,
                    "seq": request.seq,
                    "subject": request.subject,
                    "came": now,
                    "terms": words(body, service, ""),
                    "request": canonical.encode(request),
                }
                kept += connection.execute(_PUT, row).rowcount
            connection.execute(_EXPIRE, (now - KEPT_FOR,))
        return kept

    def annulled(self, desk: str, subject: bytes) -> None:
        """Its own counter took it back."""
        with self._database.writing() as connection:
            connection.execute(_FORGET_SUBJECT, (desk, subject))

    def newest(self, limit: int = MOST_FOUND) -> tuple[NeighbourRequest, ...]:
        """What came last."""
        return self._read(_ALL, (limit,))

    def find(self, text: str, limit: int = MOST_FOUND) -> tuple[NeighbourRequest, ...]:
        """Those whose every word begins with the words of ``text``, as the search of requests has it."""
        tokens = search.query_tokens(text)
        if not tokens:
            return ()
        wanted = " ".join((_FIND, " AND ".join(_BEGINS for _ in tokens), "ORDER BY came DESC, seq DESC LIMIT ?"))
        return self._read(wanted, (*(f" {token}" for token in tokens), limit))

    def one(self, subject: bytes) -> NeighbourRequest | None:
        """The one about a subject."""
        found = self._read(_ONE, (subject,))
        return found[0] if found else None

    def count(self) -> int:
        """How many there are."""
        with self._database.reading() as connection:
            return int(connection.execute(_COUNT).fetchone()[0])

    def _read(self, statement: str, values: tuple[object, ...]) -> tuple[NeighbourRequest, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(statement, values).fetchall()
        return tuple(canonical.decode(row[0], NeighbourRequest) for row in rows)


def forget(connection: Connection, desk: str, seq: int) -> None:
    """The centre has told of a request: its row is not needed any more."""
    connection.execute(_FORGET, (desk, seq))
