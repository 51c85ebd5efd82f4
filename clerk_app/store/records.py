"""Records that registers told this desk: kept apart from the changes, and only as long as policy says.

A change that this program cannot read lies beside them under its position, as a negative number: it may hold such data.
``desk_query`` has this desk's queries that nobody has answered, which is what the exchange is held open for.
"""

from __future__ import annotations

from dataclasses import replace

from clerk_app.contract import canonical
from clerk_app.contract.ezup import EZUP_RULES
from clerk_app.contract.reference import Item
from clerk_app.domain.errors import Invalid
from clerk_app.domain.ezup_bodies import Asked, Attached, RecordFields, RecordTold
from clerk_app.domain.ezup_datasets import EzupRules
from clerk_app.domain.journal import Entry
from clerk_app.domain.retention import DAY
from clerk_app.ports.clock import Clock
from clerk_app.store.database import Connection, Database

KIND = "ezup"
ASKED, ATTACHED = "ezup.asked", "ezup.attached"
_RULES = "SELECT item FROM replica_reference WHERE name = ?"
_PUT = (
    "INSERT INTO replica_record(seq, subject, payload, keep_until) VALUES(:seq, :subject, :payload, :keep_until)"
    " ON CONFLICT(seq) DO NOTHING"
)
_GET = "SELECT payload FROM replica_record WHERE seq = ?"
_KEEP = "UPDATE replica_record SET keep_until = :keep_until WHERE seq = :seq"
_DROP = "DELETE FROM replica_record WHERE keep_until <= ?"
_ATTACHED = (
    "SELECT b.body FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE e.subject = ? AND e.kind = 'ezup.attached'"
)
_ASK = "INSERT INTO desk_query(seq, until) VALUES(?, ?)"
_ANSWERED = "DELETE FROM desk_query WHERE seq = ?"
_AWAITED = (
    "SELECT 1 FROM desk_query q JOIN desk_outbox o ON o.seq = q.seq"
    " WHERE q.until > ? AND o.state NOT IN ('held', 'refused')"
    " AND NOT (o.state = 'accepted' AND o.code <> '') LIMIT 1"
)
_READ = "DELETE FROM replica_record WHERE seq = ?"
_OUTCOME = frozenset(
    {"at", "what", "dataset", "proof", "title", "query_desk", "query", "outcome", "reason", "digest", "desk"}
)
_LONGEST = 200
_LAPSED = "DELETE FROM desk_query WHERE until <= ?"


class DeskRecords:
    """The port ``Records`` on the desk file."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def payload(self, seq: int) -> RecordFields:
        """What the register told on the query of entry ``seq``; nothing once it is not kept any longer."""
        with self._database.reading() as connection:
            row = connection.execute(_GET, (seq,)).fetchone()
        return canonical.decode(row[0], RecordFields) if row is not None else {}

    def waits(self) -> bool:
        """Whether a query of this desk waits for its answer."""
        now = self._clock.stamp().corrected
        with self._database.reading() as connection:
            return connection.execute(_AWAITED, (now,)).fetchone() is not None

    def forget(self) -> int:
        """Drop what policy does not keep any longer; tells how many records went."""
        now = self._clock.stamp().corrected
        with self._database.writing() as connection:
            connection.execute(_LAPSED, (now,))
            gone = int(connection.execute(_DROP, (now,)).rowcount)
        if gone:
            self._database.dropped()
        return gone


def told(connection: Connection, body: bytes, desk: str, subject: bytes | None) -> bytes:
    """Take the data out of an answer and keep them apart; gives the change as it is kept with the others.

    Data that are not for this desk are dropped. Raises ``Invalid``.
    """
    change = canonical.decode(body, RecordTold)
    if change.what == "dropped" and change.query_desk == desk:
        connection.execute(_KEEP, {"seq": change.query, "keep_until": 0})
    if change.what == "answered" and change.query_desk == desk:
        connection.execute(_ANSWERED, (change.query,))
        if change.payload and subject is not None and not _is_attached(connection, subject, change.query):
            until = change.at + _rules(connection).keep_unattached_days * DAY
            row = {"seq": change.query, "subject": subject, "keep_until": until}
            connection.execute(_PUT, row | {"payload": canonical.encode(change.payload)})
    return canonical.encode(replace(change, payload={})) if change.payload else body


def unread(connection: Connection, body: bytes, position: int, subject: bytes | None, now: int) -> bytes:
    """Keep a change that this program cannot read apart, as long as data that nobody put with a case.

    Gives what is kept of it with the others: what became of the query, and nothing that a register told.
    """
    if subject is not None:
        until = now + _rules(connection).keep_unattached_days * DAY
        connection.execute(_PUT, {"seq": -position, "subject": subject, "payload": body, "keep_until": until})
    try:
        known = canonical.decode(body, dict[str, object])
    except Invalid:
        return b"{}"
    plain = {name: value for name, value in known.items() if name in _OUTCOME and _is_short(value)}
    return canonical.encode(plain)


def whole(connection: Connection, body: bytes, position: int) -> bytes:
    """A change as it came, while what was kept apart of it is still here."""
    row = connection.execute(_GET, (-position,)).fetchone()
    return bytes(row[0]) if row is not None else body


def adopted(connection: Connection, position: int) -> None:
    """A change that could not be read has been: it is kept apart no longer."""
    connection.execute(_READ, (-position,))


def recorded(connection: Connection, entry: Entry) -> bool:
    """What an entry of this desk means for its records, in the commit that writes it; whether data were dropped."""
    if entry.header.kind == ASKED and entry.body is not None:
        connection.execute(_ASK, (entry.header.seq, canonical.decode(entry.body, Asked).valid_until))
    elif entry.header.kind == ATTACHED and entry.body is not None:
        attached, at = canonical.decode(entry.body, Attached), entry.header.stamp.corrected
        until = at + _rules(connection).keep_payload_days * DAY
        connection.execute(_KEEP, {"seq": attached.query, "keep_until": until})
        return bool(connection.execute(_DROP, (at,)).rowcount)
    return False


def _is_short(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and len(value) <= _LONGEST)


def _is_attached(connection: Connection, subject: bytes, query: int) -> bool:
    """Whether the record is with the case already: an answer that comes once more brings nothing back."""
    bodies = connection.execute(_ATTACHED, (subject,)).fetchall()
    return any(canonical.decode(body, Attached).query == query for (body,) in bodies)


def _rules(connection: Connection) -> EzupRules:
    row = connection.execute(_RULES, (EZUP_RULES,)).fetchone()
    try:
        return canonical.decode(canonical.decode(row[0], Item).body, EzupRules) if row is not None else EzupRules()
    except Invalid:  # rules of a newer centre: the least is kept
        return EzupRules()
