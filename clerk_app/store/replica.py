"""The replica: what the centre told us of requests; changes apply by version, and the position never goes back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from clerk_app.contract import canonical
from clerk_app.contract.answers import Change
from clerk_app.contract.cases import Case
from clerk_app.domain.errors import Invalid
from clerk_app.domain.requests import CentreState
from clerk_app.store import centre_word, elsewhere, entry_rows, measures, neighbours, records, search_words, views
from clerk_app.store.database import Connection, compiled
from clerk_app.store.schema import replica_event, replica_request, replica_unknown
from clerk_app.store.search_words import ServiceNames

_POSITION = "SELECT reached FROM replica_position"
_ADVANCE = "UPDATE replica_position SET reached = :position WHERE reached < :position"
_REQUEST = "SELECT subject, version, state FROM replica_request WHERE desk = ? AND seq = ?"
_SUBJECT = "SELECT subject FROM journal_entry WHERE seq = ? AND kind = 'request.received'"
_PUT = compiled(insert(replica_request).prefix_with("OR REPLACE"))
_INSERT_EVENT = compiled(insert(replica_event).prefix_with("OR IGNORE"))
_INSERT_UNKNOWN = compiled(insert(replica_unknown).prefix_with("OR IGNORE"))
_UNKNOWN = "SELECT desk, seq, version, position, kind, body FROM replica_unknown ORDER BY position"
_DELETE_UNKNOWN = "DELETE FROM replica_unknown WHERE desk = ? AND seq = ? AND version = ?"
_EVENTS = "SELECT version, kind, body FROM replica_event WHERE desk = ? AND seq = ? ORDER BY version"
GONE, _CASE = "gone", "case"


def position(connection: Connection) -> int:
    """How far the feed is known here."""
    (reached,) = connection.execute(_POSITION).fetchone()
    return int(reached)


def advance(connection: Connection, reached: int) -> None:
    """Go on to a position; an earlier one changes nothing."""
    connection.execute(_ADVANCE, {"position": reached})


def events(connection: Connection, desk: str, seq: int, own: str) -> CentreState:
    """The centre's word on a request from the beginning, by version: what live folding made of the same changes.

    ``own`` is this desk.
    """
    state = CentreState()
    for version, kind, body in connection.execute(_EVENTS, (desk, seq)).fetchall():
        state = centre_word.fold(state, kind, version, body, own)
    return state


class Replica:
    """Applies changes, and takes them into the views of this desk's own requests and of its office's."""

    def __init__(self, desk: str) -> None:
        self._desk = desk
        self._services = ServiceNames()

    def apply(self, connection: Connection, change: Change, alarms: set[str], now: int) -> bytes | None:
        """Apply one change, heard at ``now``; gives the subject whose view it changed, if any. Twice is harmless.

        A kind or body that this program cannot read is kept as it came, for a later one; what it may tell of records is
        kept apart, and only as long as they are.
        """
        if change.kind == GONE:
            return self._gone(connection, change)
        subject, version, state = self._known(connection, change.desk, change.seq)
        if change.version <= version:
            return None
        row = _row(change)
        try:
            if change.kind == records.KIND:
                row["body"] = records.told(connection, row["body"], self._desk, subject)
            if change.kind == _CASE:
                row["body"] = self._hear_earlier(connection, change, alarms)
                state = events(connection, change.desk, change.seq, self._desk)
            state = centre_word.fold(state, change.kind, change.version, row["body"], self._desk)
        except Invalid:
            alarms.add("change_unknown")
            if change.kind == records.KIND:
                row["body"] = records.unread(connection, row["body"], change.position, subject, now)
            connection.execute(_INSERT_UNKNOWN, row)
            return None
        connection.execute(_INSERT_EVENT, row)
        neighbours.forget(connection, change.desk, change.seq)
        if change.kind == _CASE:
            subject = self._enter(connection, change)
        return self._keep(connection, (change.desk, change.seq, change.kind), subject, state)

    def _hear_earlier(self, connection: Connection, change: Change, alarms: set[str]) -> bytes:
        """Keep what was told of a case before it came here, as if it had been heard then; gives the case alone."""
        case = canonical.decode(change.body, Case)
        for one in case.earlier:
            row = _row(change) | {"version": one.version, "kind": one.kind, "body": bytes(one.body)}
            try:
                if one.kind == records.KIND:
                    row["body"] = records.told(connection, row["body"], self._desk, case.subject)
                centre_word.fold(CentreState(), one.kind, one.version, row["body"], self._desk)
            except Invalid:
                alarms.add("change_unknown")
                connection.execute(_INSERT_UNKNOWN, row)
            else:
                connection.execute(_INSERT_EVENT, row)
        return canonical.encode(case.with_earlier(())) if case.earlier else bytes(change.body)

    def _enter(self, connection: Connection, change: Change) -> bytes | None:
        """Take a case that was received elsewhere into the lists of this desk."""
        case = canonical.decode(change.body, Case)
        if change.desk == self._desk or elsewhere.is_own(connection, case.subject):
            return None
        elsewhere.put(connection, change.desk, change.seq, change.version, case)
        return case.subject

    def adopt(self, connection: Connection) -> int:
        """Apply what an earlier program could not read and this one can; tells how many, after an update."""
        adopted = 0
        for desk, seq, version, place, kind, body in connection.execute(_UNKNOWN).fetchall():
            subject, kept = self._known(connection, desk, seq)[0], body
            try:
                if kind == records.KIND:
                    kept = records.told(connection, records.whole(connection, body, place), self._desk, subject)
                centre_word.fold(CentreState(), kind, version, kept)
            except Invalid:
                continue
            records.adopted(connection, place)
            key = {"desk": desk, "seq": seq, "version": version}
            connection.execute(_INSERT_EVENT, key | {"position": place, "kind": kind, "body": kept})
            connection.execute(_DELETE_UNKNOWN, (desk, seq, version))
            self._keep(connection, (desk, seq, kind), subject, events(connection, desk, seq, self._desk))
            adopted += 1
        return adopted

    def _known(self, connection: Connection, desk: str, seq: int) -> tuple[bytes | None, int, CentreState]:
        """Subject (ours only), version and state of a request so far."""
        row = connection.execute(_REQUEST, (desk, seq)).fetchone()
        if row is not None:
            return row[0], row[1], canonical.decode(row[2], CentreState)
        own = connection.execute(_SUBJECT, (seq,)).fetchone() if desk == self._desk else None
        return (own[0] if own else None), 0, CentreState()

    def _keep(
        self, connection: Connection, change: tuple[str, int, str], subject: bytes | None, state: CentreState
    ) -> bytes | None:
        """Write the centre's word, and what it makes of the view and of what the request counts for.

        ``change`` names the desk and the entry that received the request, and the kind of change.
        """
        desk, seq, kind = change
        known = {"desk": desk, "seq": seq, "subject": subject, "version": state.version}
        connection.execute(_PUT, known | {"state": canonical.encode(state)})
        view = views.load(connection, subject) if subject is not None else None
        if view is None:
            return self._show(connection, subject, state) if subject is not None else None
        told = views.told(view, state)
        views.put(connection, told)
        if measures.may_differ(view, told, kind):
            measures.renew(connection, self._desk, told)
        if told.unique_number != view.unique_number:
            search_words.add_number(connection, told.seq, told.unique_number)
        return subject

    def _show(self, connection: Connection, subject: bytes, state: CentreState) -> bytes | None:
        """Show a case that was received elsewhere for the first time."""
        case = elsewhere.of_subject(connection, subject)
        if case is None:
            return None
        entries = entry_rows.of_subject(connection, self._desk, subject)
        view = views.folded(entries, state, case.view())
        if view is not None:
            views.add(connection, view, case.received, case.came)
            measures.renew(connection, self._desk, view)
            service = self._services.name(connection, view.service, view.service_version)
            search_words.put(connection, view.seq, search_words.words(case.received, service, view.unique_number))
        return subject

    def _gone(self, connection: Connection, change: Change) -> bytes | None:
        """Another desk's request left our scope; what this desk received itself never does (DESIGN §4).

        Gives the subject whose view went, for the lists that show it.
        """
        if change.desk == self._desk:
            return None
        case = elsewhere.of_entry(connection, change.desk, change.seq)
        if case is not None:
            elsewhere.leave(connection, change.desk, change.seq)
            return case.subject
        elsewhere.forget_entry(connection, change.desk, change.seq)
        return None


def _row(change: Change) -> dict[str, Any]:
    return {
        "desk": change.desk,
        "seq": change.seq,
        "version": change.version,
        "position": change.position,
        "kind": change.kind,
        "body": bytes(change.body),
    }
