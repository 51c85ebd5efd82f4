"""What each request counts for in the indicators, as one narrow row; written with the view, rebuilt like it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict

from sqlalchemy import insert

from clerk_app.contract import canonical
from clerk_app.contract.changes import CASE_CHANGES
from clerk_app.domain.bodies import ReceiptPrinted, RequestCorrected, RequestReceived
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.cases import TO_SUPPLEMENT
from clerk_app.domain.index_facts import COUNTED_AS, facts_of
from clerk_app.domain.requests import FINISHED, RequestView
from clerk_app.store import case_files, elsewhere, views
from clerk_app.store.database import Connection, Database, compiled
from clerk_app.store.schema import view_measure
from clerk_app.store.search_index import BUDGET

_PUT = compiled(insert(view_measure).prefix_with("OR REPLACE"))
_DELETE = "DELETE FROM view_measure WHERE seq = ?"
_TELLING = frozenset({"status", "case", "supplemented", "payment", *CASE_CHANGES})
"""Kinds of changes after which a request may count otherwise though it stands as before."""
_SILENT = (ReceiptPrinted, RequestCorrected)
_REACHED = "SELECT value FROM desk_setting WHERE name = 'measured_to'"
_REACH = "INSERT OR REPLACE INTO desk_setting(name, value) VALUES('measured_to', ?)"
_NEXT = "SELECT seq, view FROM view_request WHERE seq > ? ORDER BY seq LIMIT 1"
_BEFORE_ALL, _ALL = -(2**62), 2**62


def add(connection: Connection, view: RequestView, received: RequestReceived) -> None:
    """Write the row of a request that was just received: nothing else is known of it yet."""
    _put(connection, view, received, CaseFile(subject=view.subject))


def renew(connection: Connection, desk: str, view: RequestView) -> None:
    """Write the row anew from all that is known; one that does not count has none."""
    file = case_files.read(connection, desk, view.subject)
    received = _received(connection, file)
    if received is not None:
        _put(connection, view, received, file)


def recount(connection: Connection, desk: str, subject: bytes | None) -> None:
    """Write the row anew after an entry began to count, or counts no more; nothing for what is no request."""
    view = views.load(connection, subject) if subject is not None else None
    if view is not None:
        renew(connection, desk, view)


def may_differ(before: RequestView, after: RequestView, kind: str) -> bool:
    """Whether a change of this kind, after which the view is another, may change what the request counts for."""
    return kind in _TELLING or _standing(before) != _standing(after)


def is_silent(body: object) -> bool:
    """Whether an entry with this body never changes what its request counts for."""
    return isinstance(body, _SILENT)


class Measuring:
    """Writes the rows that an update left out or counts otherwise, a few at a time; then it does nothing more."""

    def __init__(self, database: Database, desk: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._desk = desk
        self._monotonic = monotonic

    def step(self, budget: float = BUDGET) -> bool:
        """Work for about ``budget`` seconds; tells whether something is left."""
        ends = self._monotonic() + budget
        with self._database.reading() as connection:
            reached = _reached(connection)
        if reached >= _ALL:
            return False
        with self._database.writing() as connection:
            while reached < _ALL and self._monotonic() < ends:
                reached = self._one(connection, reached)
            connection.execute(_REACH, (f"{COUNTED_AS} {reached}",))
        return reached < _ALL

    def _one(self, connection: Connection, after: int) -> int:
        row = connection.execute(_NEXT, (after,)).fetchone()
        if row is None:
            return _ALL
        renew(connection, self._desk, canonical.decode(row[1], RequestView))
        return int(row[0])


def _reached(connection: Connection) -> int:
    """How far rows are counted as this program counts; one that counted otherwise has to begin again."""
    row = connection.execute(_REACHED).fetchone()
    way, _, reached = (row[0] if row else "").partition(" ")
    return int(reached) if way == str(COUNTED_AS) else _BEFORE_ALL


def _put(connection: Connection, view: RequestView, received: RequestReceived, file: CaseFile) -> None:
    facts = facts_of(received, file, view)
    if facts is None:
        connection.execute(_DELETE, (view.seq,))
    else:
        connection.execute(_PUT, {"seq": view.seq, **asdict(facts)})


def _received(connection: Connection, file: CaseFile) -> RequestReceived | None:
    for made in file.own:
        if isinstance(made.body, RequestReceived):
            return made.body
    case = elsewhere.of_subject(connection, file.subject)
    return case.received if case is not None else None


def _standing(view: RequestView) -> tuple[object, ...]:
    work = view.work
    told = (work.pending, work.told, work.payment) if work is not None else ("", "", "")
    return (view.state in FINISHED, view.state == TO_SUPPLEMENT, view.deadline, view.annulled, *told)
