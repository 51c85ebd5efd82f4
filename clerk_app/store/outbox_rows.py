"""Outbox rows: one for each entry, written with it, changed by what the centre says."""

from __future__ import annotations

from sqlalchemy import insert

from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.journal import Entry
from clerk_app.ports.outbox import OutboxState
from clerk_app.store.database import Connection, Values, compiled
from clerk_app.store.schema import desk_outbox

NO_DEADLINE = "~"
"""Sorts after every date."""
NOBODY_WAITS, FOR_REQUEST, FOR_RECORD = 0, 1, 2
"""How urgent an entry is: what a citizen at the desk waits for."""

_INSERT = compiled(insert(desk_outbox))
_ACCEPT = (
    "UPDATE desk_outbox SET state = 'accepted', since = :since, code = :code, params = '{}'"
    " WHERE seq = :seq AND state <> 'accepted' RETURNING subject"
)
_STOP = (
    "UPDATE desk_outbox SET state = :state, code = :code, params = :params, since = :since, sending = NULL"
    " WHERE seq = :seq AND state IN ('waiting', 'sending') RETURNING subject"
)
_WAIT = (
    "UPDATE desk_outbox SET state = 'waiting', code = :code, next_try = :until, attempts = attempts + 1, sending = NULL"
    " WHERE seq = :seq AND state IN ('waiting', 'sending') RETURNING subject"
)
_SUPERSEDE = (
    "UPDATE desk_outbox SET state = 'accepted', code = '', params = '{}' WHERE subject = :subject AND seq < :seq"
    " AND state IN ('held', 'refused') AND :kind IN ('case.moved', 'case.handed', 'index.reported')"
    " AND :kind = (SELECT e.kind FROM journal_entry e WHERE e.seq = desk_outbox.seq)"
)
_LET_GO = (
    "UPDATE desk_outbox SET state = 'accepted', params = '{}' WHERE seq = :seq AND state IN ('held', 'refused')"
    " AND EXISTS (SELECT 1 FROM journal_entry e WHERE e.seq = :seq"
    " AND (e.kind IN ('case.moved', 'case.handed', 'rating.given') OR e.kind LIKE 'payment.%'"
    " OR e.kind LIKE 'delivery.%' OR e.kind LIKE 'ezup.%'"
    " OR (e.kind = 'request.corrected' AND desk_outbox.code = 'conflict')"
    " OR (e.kind LIKE 'request.%' AND e.kind NOT IN ('request.received', 'request.annulled')"
    " AND desk_outbox.code = 'already_annulled'))) RETURNING subject"
)
_RESOLVE = (
    "UPDATE desk_outbox SET state = 'accepted', code = 'resolved', params = '{}' WHERE subject = :subject"
    " AND state = 'held' AND code = 'conflict' AND seq < :seq AND (:all OR seq IN (SELECT value FROM json_each(:seqs)))"
    " AND EXISTS (SELECT 1 FROM journal_entry e WHERE e.seq = desk_outbox.seq AND e.kind = 'request.corrected')"
)
_CLOSE_RESOLVED = (
    "UPDATE desk_outbox SET state = 'accepted', code = 'resolved', params = '{}', sending = NULL"
    " WHERE seq = :seq AND state IN ('waiting', 'sending') RETURNING subject"
)
_CORRECTED, _ANNULLED = "request.corrected", "request.annulled"
_LATER_CHOICES = (
    "SELECT b.body FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE e.subject = (SELECT subject FROM journal_entry WHERE seq = :seq) AND e.seq > :seq"
    " AND e.kind = 'request.corrected'"
)
_STOPPED = "SELECT 1 FROM desk_outbox WHERE seq = ? AND state IN ('held', 'refused')"
_REQUESTS = "SELECT count(*) FROM desk_outbox o WHERE o.urgent = 1 AND o.seq IN (SELECT value FROM json_each(?))"
_ATTEMPTS = "SELECT attempts FROM desk_outbox WHERE seq = ?"


def add(connection: Connection, entry: Entry, *, urgent: int, deadline: str) -> None:
    """Queue an entry in the commit that writes it; anybody waits for it unless ``urgent`` is 0."""
    header = entry.header
    row = {
        "seq": header.seq,
        "subject": header.subject,
        "urgent": urgent,
        "deadline": deadline or NO_DEADLINE,
        "size": len(entry.body or b""),
        "at": header.stamp.at,
        "state": OutboxState.WAITING.value,
        "attempts": 0,
        "next_try": 0,
        "since": header.stamp.at,
        "code": "",
        "params": "{}",
        "sending": None,
    }
    connection.execute(_INSERT, row)


def accept(connection: Connection, seq: int, now: int, code: str = "") -> bytes | None:
    """The centre has it; gives the subject, or nothing if that was known. A code says that it counts for nothing."""
    return _subject(connection, _ACCEPT, {"seq": seq, "since": now, "code": code})


def stop(
    connection: Connection, seq: int, state: OutboxState, now: int, *, code: str, params: dict[str, str]
) -> bytes | None:
    """Held or refused: a person has to deal with it."""
    words = canonical.encode(params).decode()
    row = {"seq": seq, "state": state.value, "code": code, "params": words, "since": now}
    return _subject(connection, _STOP, row)


def wait(connection: Connection, seq: int, code: str, until: int) -> bytes | None:
    """Send it again, under a new number, when the moment ``until`` has come."""
    return _subject(connection, _WAIT, {"seq": seq, "code": code, "until": until})


def supersede(connection: Connection, entry: Entry) -> None:
    """A step on a case takes the place of those that the centre did not take: it has them, and they hold nothing up."""
    header = entry.header
    connection.execute(_SUPERSEDE, {"subject": header.subject, "seq": header.seq, "kind": header.kind})


def resolve(connection: Connection, entry: Entry) -> None:
    """A choice takes the place of changes that were held for a conflict, an annulment of all of them.

    Their code stays, as for what was let go: by it the case is known to be without them.
    """
    header = entry.header
    seqs = _chosen_for(entry.body or b"{}") if header.kind == _CORRECTED else ()
    if seqs or header.kind == _ANNULLED:
        named = {"subject": header.subject, "seq": header.seq, "seqs": canonical.encode(seqs).decode()}
        connection.execute(_RESOLVE, named | {"all": header.kind == _ANNULLED})


def is_resolved(connection: Connection, seq: int) -> bool:
    """Whether a clerk has chosen already what a later entry says in place of this one."""
    later = connection.execute(_LATER_CHOICES, {"seq": seq}).fetchall()
    return any(seq in _chosen_for(body) for (body,) in later)


def close_resolved(connection: Connection, seq: int) -> bytes | None:
    """The centre holds an entry whose place another has taken: nothing is left to choose. Gives the subject."""
    return _subject(connection, _CLOSE_RESOLVED, {"seq": seq})


def _chosen_for(body: bytes) -> tuple[int, ...]:
    """The entries whose place a correction takes."""
    return canonical.decode(body, RequestCorrected).resolves


def let_go(connection: Connection, seq: int) -> bytes | None:
    """What the centre did not take of a case is wanted no more; gives the subject, nothing if it is no such entry.

    The code stays: by it whoever looks at the case knows that the centre does not have the entry.
    """
    return _subject(connection, _LET_GO, {"seq": seq})


def is_stopped(connection: Connection, seq: int) -> bool:
    """Whether an entry is held or refused."""
    return connection.execute(_STOPPED, (seq,)).fetchone() is not None


def requests(connection: Connection, seqs: list[int]) -> int:
    """How many of these entries are citizens' requests."""
    return int(connection.execute(_REQUESTS, (str(seqs),)).fetchone()[0])


def attempts(connection: Connection, seq: int) -> int:
    """How often an entry was sent or put back."""
    row = connection.execute(_ATTEMPTS, (seq,)).fetchone()
    return int(row[0]) if row else 0


def _subject(connection: Connection, statement: str, row: Values) -> bytes | None:
    rows = connection.execute(statement, row).fetchall()
    return bytes(rows[0][0]) if rows else None
