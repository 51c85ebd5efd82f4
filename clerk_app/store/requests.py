"""Reading requests: lists, search, counts, and what was received in full."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from clerk_app.contract import canonical
from clerk_app.contract.entries import body_of
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.journal import Entry
from clerk_app.domain.requests import RequestView
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Counts, ListFilter
from clerk_app.store import entry_rows, search_index, views
from clerk_app.store.database import Database

SOON = timedelta(days=3)
"""How near a deadline is when the list of deadlines begins to show it."""

_SELECT = " ".join(("SELECT v.view,", views.WAY, "FROM view_request v"))
_SCOPES = {
    "today": "v.day = :today",
    "waiting": "(v.waiting = 1 OR v.running = 1) AND v.waiting = 1",
    "deadline": "(v.waiting = 1 OR v.running = 1) AND v.running = 1 AND v.deadline <= :soon",
    "all": "1",
    "attention": (
        "v.seq IN (SELECT (SELECT min(e.seq) FROM journal_entry e WHERE e.subject = o.subject) FROM desk_outbox o"
        " WHERE o.state IN ('held', 'refused'))"
    ),
}
_CLERK = "(:clerk = '' OR v.clerk = :clerk)"
_NEWEST = "ORDER BY v.seq DESC LIMIT :limit OFFSET :offset"
_FOUND = " ".join((_SELECT, "WHERE v.seq IN (SELECT value FROM json_each(?)) ORDER BY v.seq DESC"))
_ONE = " ".join((_SELECT, "WHERE v.seq = (SELECT min(seq) FROM journal_entry WHERE subject = ?)"))
_COUNTS = {
    "today": "SELECT count(*) FROM view_request v WHERE v.day = :today",
    "waiting": "SELECT count(*) FROM view_request v WHERE (v.waiting = 1 OR v.running = 1) AND v.waiting = 1",
    "deadline": (
        "SELECT count(*) FROM view_request v"
        " WHERE (v.waiting = 1 OR v.running = 1) AND v.running = 1 AND v.deadline <= :soon"
    ),
    "drafts": "SELECT count(*) FROM desk_draft",
    "attention": (
        "SELECT (SELECT count(*) FROM desk_outbox WHERE state IN ('held', 'refused'))"
        " + (SELECT count(*) FROM desk_print_job WHERE state NOT IN ('printed', 'dropped')"
        " AND state IN ('unknown', 'failed'))"
    ),
}
_RECEIVED = (
    "SELECT e.kind, e.version, b.body FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE e.subject = ? AND e.kind = 'request.received' ORDER BY e.seq LIMIT 1"
)


class DeskRequests:
    """The port ``Requests`` on the desk file."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, which: ListFilter, *, limit: int, offset: int = 0) -> tuple[RequestView, ...]:
        """Newest first."""
        asked = self._days() | {"clerk": which.clerk, "limit": limit, "offset": offset}
        statement = " ".join((_SELECT, "WHERE", _SCOPES[which.scope], "AND", _CLERK, _NEWEST))
        with self._database.reading() as connection:
            return _views(connection.execute(statement, asked).fetchall())

    def find(self, text: str, *, limit: int = 50) -> tuple[RequestView, ...]:
        """Requests whose every word begins with the words of ``text``, newest first."""
        with self._database.reading() as connection:
            found = search_index.find(connection, text, limit)
            return _views(connection.execute(_FOUND, (str(found),)).fetchall()) if found else ()

    def view(self, subject: bytes) -> RequestView | None:
        """One request with its whole history."""
        with self._database.reading() as connection:
            found = _views(connection.execute(_ONE, (subject,)).fetchall())
        return found[0] if found else None

    def counts(self) -> Counts:
        """All counts at once."""
        days = self._days()
        with self._database.reading() as connection:
            counted = {name: connection.execute(sql, days).fetchone()[0] for name, sql in _COUNTS.items()}
        return Counts(**counted)

    def _days(self) -> dict[str, str | int]:
        today = self._clock.local().date()
        return {"today": today.isoformat(), "soon": (today + SOON).isoformat()}


class DeskBodies:
    """The port ``Bodies`` on the desk file of one desk."""

    def __init__(self, database: Database, desk: str) -> None:
        self._database = database
        self._desk = desk

    def received(self, subject: bytes) -> RequestReceived | None:
        """The body of the intake entry, or nothing when it was erased or is not of this desk."""
        with self._database.reading() as connection:
            row = connection.execute(_RECEIVED, (subject,)).fetchone()
        body = body_of(*row) if row else None
        return body if isinstance(body, RequestReceived) else None

    def entries(self, subject: bytes) -> tuple[Entry, ...]:
        """All entries of one request, in order."""
        with self._database.reading() as connection:
            return entry_rows.of_subject(connection, self._desk, subject)


def _views(rows: list[tuple[Any, ...]]) -> tuple[RequestView, ...]:
    return tuple(views.on_its_way(canonical.decode(view, RequestView), way) for view, way in rows)
