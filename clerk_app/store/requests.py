"""Reading requests: lists, search, counts, and what was received in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from clerk_app.contract import canonical
from clerk_app.contract.entries import body_of
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.journal import Entry
from clerk_app.domain.requests import RequestView
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Counts, ListFilter
from clerk_app.store import elsewhere, entry_rows, search_index, uploads, views
from clerk_app.store.database import Database, Values

SOON = timedelta(days=3)
"""How near a deadline is when the list of deadlines begins to show it."""

_DUE = "(CASE v.deadline WHEN '' THEN '9999' ELSE v.deadline END || printf('%020d', v.came))"
_SELECT = " ".join(("SELECT v.seq AS place, v.view,", views.WAY, "AS way FROM view_request v"))
_SELECT_NEWEST = " ".join(("SELECT v.came AS place, v.view,", views.WAY, "AS way FROM view_request v"))
_SELECT_DUE = " ".join(("SELECT", _DUE, "AS place, v.view,", views.WAY, "AS way FROM view_request v"))
_GATHER, _GATHER_DUE = (
    f"SELECT CAST('[' || group_concat(CAST(view AS TEXT), ',' ORDER BY place {way}) || ']' AS BLOB),"
    f" CAST(json_group_array(way ORDER BY place {way}) AS BLOB) FROM"
    for way in ("DESC", "ASC")
)
"""All rows in one: a step of the driver for each would give other threads a turn after each."""
# The index is named because the planner would rather read every request backwards than sort a few.
_UNFINISHED = "FROM view_request u INDEXED BY view_request_unfinished WHERE (u.waiting = 1 OR u.running = 1)"
_NEAR = "u.running = 1 AND u.deadline > '' AND u.deadline <= :soon"
_SCOPES = {
    "today": "v.day = :today AND v.origin = 'here'",
    "waiting": f"v.seq IN (SELECT u.seq {_UNFINISHED} AND u.waiting = 1)",
    "deadline": f"v.seq IN (SELECT u.seq {_UNFINISHED} AND {_NEAR})",
    "all": "1",
    "mine": "v.handler = :handler AND v.handler <> '' AND v.unfinished = 1",
    "unassigned": "v.handler = '' AND v.unfinished = 1 AND v.waiting = 0",
    "portal": "v.origin = 'portal' AND v.unfinished = 1",
    "attention": " ".join(
        (
            "(v.seq IN (SELECT coalesce((SELECT c.place FROM replica_case c WHERE c.subject = o.subject),",
            "(SELECT min(e.seq) FROM journal_entry e WHERE e.subject = o.subject)) FROM desk_outbox o",
            "WHERE o.state IN ('held', 'refused')) OR v.subject IN (",
            uploads.SUBJECTS_OF_STUCK,
            "))",
        )
    ),
}
_CLERK = "(:clerk = '' OR v.clerk = :clerk)"
_NEWEST = "ORDER BY v.came DESC LIMIT :limit OFFSET :offset"
_SOONEST = "ORDER BY place LIMIT :limit OFFSET :offset"
_ONE = " ".join((_SELECT, "WHERE v.seq =", views.PLACE))
_MINE = "SELECT count(*) FROM view_request v WHERE v.handler = :handler AND v.handler <> '' AND v.unfinished = 1"
_COUNTS = {
    "today": "SELECT count(*) FROM view_request v WHERE v.day = :today AND v.origin = 'here'",
    "waiting": " ".join(("SELECT count(*)", _UNFINISHED, "AND u.waiting = 1")),
    "deadline": " ".join(("SELECT count(*)", _UNFINISHED, "AND", _NEAR)),
    "mine": _MINE,
    "mine_late": " ".join((_MINE, "AND v.running = 1 AND v.deadline < :today")),
    "mine_soon": " ".join((_MINE, "AND v.running = 1 AND v.deadline >= :today AND v.deadline <= :soon")),
    "unassigned": "SELECT count(*) FROM view_request v WHERE v.handler = '' AND v.unfinished = 1 AND v.waiting = 0",
    "portal": "SELECT count(*) FROM view_request v WHERE v.origin = 'portal' AND v.unfinished = 1",
    "drafts": "SELECT count(*) FROM desk_draft",
    "attention": " ".join(
        (
            "SELECT (SELECT count(*) FROM desk_outbox WHERE state IN ('held', 'refused'))",
            "+ (SELECT count(*) FROM desk_print_job WHERE state NOT IN ('printed', 'dropped')",
            "AND state IN ('unknown', 'failed')) + (SELECT count(*) FROM (",
            uploads.SUBJECTS_OF_STUCK,
            "))",
        )
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
        """Newest first, or what is due soonest first."""
        asked = self._days() | {"clerk": which.clerk, "handler": which.handler, "limit": limit, "offset": offset}
        due = which.order == "due"
        select, order = (_SELECT_DUE, _SOONEST) if due else (_SELECT_NEWEST, _NEWEST)
        wanted = " ".join((select, "WHERE", _SCOPES[which.scope], "AND", _CLERK, order))
        return self._views(wanted, asked, _GATHER_DUE if due else _GATHER)

    def find(self, text: str, *, limit: int = 50) -> tuple[RequestView, ...]:
        """Requests whose every word begins with the words of ``text``, newest first."""
        query = search_index.query(text, limit)
        return self._views(" ".join((_SELECT, "WHERE v.seq IN (", query[0], ")")), query[1]) if query else ()

    def view(self, subject: bytes) -> RequestView | None:
        """One request with its whole history."""
        found = self._views(_ONE, {"subject": subject})
        return found[0] if found else None

    def counts(self, handler: str = "") -> Counts:
        """All counts at once; ``mine`` are those of ``handler``."""
        days = self._days() | {"handler": handler}
        with self._database.reading() as connection:
            counted = {name: connection.execute(sql, days).fetchone()[0] for name, sql in _COUNTS.items()}
        return Counts(**counted)

    def _views(self, select: str, values: Values, gather: str = _GATHER) -> tuple[RequestView, ...]:
        """The views that a statement selects (``place``, ``view``, ``way``), in the order of their places."""
        with self._database.asking() as connection:
            found, ways = connection.execute(" ".join((gather, "(", select, ")")), values).fetchone()
        if found is None:
            return ()
        decoded = canonical.decode(found, tuple[RequestView, ...])
        told = canonical.decode(ways, tuple[str | None, ...])
        return tuple(views.on_its_way(view, way) for view, way in zip(decoded, told, strict=True))

    def _days(self) -> dict[str, str | int]:
        today = self._clock.local().date()
        return {"today": today.isoformat(), "soon": (today + SOON).isoformat()}


class DeskBodies:
    """The port ``Bodies`` on the desk file of one desk."""

    def __init__(self, database: Database, desk: str) -> None:
        self._database = database
        self._desk = desk

    def received(self, subject: bytes) -> RequestReceived | None:
        """The body of the intake entry, or what the centre told of it; nothing when it was erased.

        Fields that were changed elsewhere since have the centre's value.
        """
        with self._database.reading() as connection:
            row = connection.execute(_RECEIVED, (subject,)).fetchone()
            case = elsewhere.of_subject(connection, subject) if row is None else None
            told = views.centre_state(connection, subject)
        body = body_of(*row) if row else (case.received if case is not None else None)
        if not isinstance(body, RequestReceived):
            return None
        return replace(body, form=body.form | told.form) if told is not None and told.form else body

    def entries(self, subject: bytes) -> tuple[Entry, ...]:
        """All entries of one request, in order."""
        with self._database.reading() as connection:
            return entry_rows.of_subject(connection, self._desk, subject)
