"""Requests that were received elsewhere: which are here, what was received, and where their views stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clerk_app.contract import canonical
from clerk_app.contract.cases import PORTAL, Case
from clerk_app.domain import requests
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.casework import Place
from clerk_app.domain.requests import RequestView
from clerk_app.store import documents, search_index
from clerk_app.store.database import Connection

_PUT = (
    "INSERT INTO replica_case(place, desk, seq, subject, version, leaving) VALUES("
    "(SELECT coalesce(min(place), 0) - 1 FROM replica_case), :desk, :seq, :subject, :version, 0)"
    " ON CONFLICT(desk, seq) DO UPDATE SET version = excluded.version, leaving = 0"
)
_BODY = (
    "SELECT c.place, c.desk, c.subject, e.body FROM replica_case c JOIN replica_event e ON e.desk = c.desk"
    " AND e.seq = c.seq AND e.version = c.version WHERE"
)
_OF_ENTRY = " ".join((_BODY, "c.desk = ? AND c.seq = ?"))
_OF_SUBJECT = " ".join((_BODY, "c.subject = ?"))
_RECEIVED_HERE = "SELECT 1 FROM journal_entry WHERE subject = ? AND kind = 'request.received'"
_LEAVE = "UPDATE replica_case SET leaving = 1 WHERE desk = ? AND seq = ?"
_ANY_LEAVING = "SELECT 1 FROM replica_case WHERE leaving = 1 LIMIT 1"
_LEAVING = (
    "SELECT c.place, c.desk, c.seq FROM replica_case c WHERE c.leaving = 1 AND NOT EXISTS (SELECT 1 FROM desk_outbox o"
    " WHERE o.subject = c.subject AND o.state <> 'accepted')"
)
_FORGET = (
    "DELETE FROM replica_event WHERE desk = ? AND seq = ?",
    "DELETE FROM replica_unknown WHERE desk = ? AND seq = ?",
    "DELETE FROM replica_request WHERE desk = ? AND seq = ?",
    "DELETE FROM replica_case WHERE desk = ? AND seq = ?",
)
_FORGET_RECORDS = (
    "DELETE FROM replica_record WHERE subject = (SELECT subject FROM replica_case WHERE desk = ? AND seq = ?)"
)
_HERE = "SELECT place, desk, seq FROM replica_case WHERE subject = ?"
_FORGET_VIEW = "DELETE FROM view_request WHERE seq = ?"
_FORGET_MEASURE = "DELETE FROM view_measure WHERE seq = ?"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One request that was received elsewhere, and the number (below zero) that its view stands under."""

    place: int
    desk: str
    subject: bytes
    received: RequestReceived

    @property
    def came(self) -> int:
        """When it was received, microseconds UTC."""
        return int(datetime.fromisoformat(self.received.received_local).timestamp() * 1_000_000)

    def view(self) -> RequestView:
        """Where its view begins."""
        origin: Place = "portal" if self.desk == PORTAL else "office"
        return requests.begin_elsewhere(self.subject, self.place, self.received, origin)


def put(connection: Connection, desk: str, seq: int, version: int, case: Case) -> None:
    """Note that a case is here; its body is the event of this version."""
    row = {"desk": desk, "seq": seq, "subject": case.subject, "version": version}
    connection.execute(_PUT, row)


def of_entry(connection: Connection, desk: str, seq: int) -> Elsewhere | None:
    """The case that this entry of another desk received."""
    return _case(connection.execute(_OF_ENTRY, (desk, seq)).fetchone())


def of_subject(connection: Connection, subject: bytes) -> Elsewhere | None:
    """The case of a subject that was received elsewhere."""
    return _case(connection.execute(_OF_SUBJECT, (subject,)).fetchone())


def is_own(connection: Connection, subject: bytes) -> bool:
    """Whether this desk has received it itself."""
    return connection.execute(_RECEIVED_HERE, (subject,)).fetchone() is not None


def leave(connection: Connection, desk: str, seq: int) -> None:
    """A case has left the office: it goes from here as soon as nothing of ours about it is on its way."""
    connection.execute(_LEAVE, (desk, seq))
    sweep(connection)


def any_leaving(connection: Connection) -> bool:
    """Whether a case that has left is still here."""
    return connection.execute(_ANY_LEAVING).fetchone() is not None


def sweep(connection: Connection) -> None:
    """Forget the cases that have left."""
    for place, desk, seq in connection.execute(_LEAVING).fetchall():
        _forget(connection, place, desk, seq)


def forget_entry(connection: Connection, desk: str, seq: int) -> None:
    """Forget all that the centre told of an entry of another desk, with its records and documents."""
    connection.execute(_FORGET_RECORDS, (desk, seq))
    documents.forget_of_entry(connection, desk, seq)
    for statement in _FORGET:
        connection.execute(statement, (desk, seq))


def forget(connection: Connection, subject: bytes) -> None:
    """Forget the case of a subject, if it is here, whatever is on its way."""
    for place, desk, seq in connection.execute(_HERE, (subject,)).fetchall():
        _forget(connection, place, desk, seq)


def _forget(connection: Connection, place: int, desk: str, seq: int) -> None:
    connection.execute(_FORGET_VIEW, (place,))
    connection.execute(_FORGET_MEASURE, (place,))
    search_index.remove(connection, place)
    forget_entry(connection, desk, seq)


def _case(row: tuple[int, str, bytes, bytes] | None) -> Elsewhere | None:
    if row is None:
        return None
    place, desk, subject, body = row
    return Elsewhere(place, desk, subject, canonical.decode(body, Case).received)
