"""Journal entries as rows: written once, read back whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert

from clerk_app.domain.journal import GENESIS, Entry, Header, Stamp
from clerk_app.store.database import Connection, compiled
from clerk_app.store.schema import journal_body, journal_entry

_INSERT_ENTRY = compiled(insert(journal_entry))
_INSERT_BODY = compiled(insert(journal_body))
_HEAD = "SELECT seq, hash FROM journal_entry ORDER BY seq DESC LIMIT 1"
_RUNNING = "SELECT running FROM journal_entry WHERE running > 0 ORDER BY seq DESC LIMIT 1"
_SALT = (
    "SELECT b.salt FROM journal_entry e JOIN journal_body b ON b.seq = e.seq WHERE e.subject = ? ORDER BY e.seq LIMIT 1"
)
_SELECT = (
    "SELECT e.seq, e.kind, e.version, e.subject, e.at, e.boot, e.mono, e.clock_offset, e.clock_offset_age, e.grant_id,"
    " e.commitment, e.prev, e.hash, b.salt, b.body FROM journal_entry e"
    " LEFT JOIN journal_body b ON b.seq = e.seq"
)
_ALL = " ".join((_SELECT, "WHERE e.seq > ? ORDER BY e.seq"))
_OF_SUBJECT = " ".join((_SELECT, "WHERE e.subject = ? ORDER BY e.seq"))
_ONE = " ".join((_SELECT, "WHERE e.seq = ?"))
_SOME = " ".join((_SELECT, "WHERE e.seq IN (SELECT value FROM json_each(?))"))


def head(connection: Connection) -> tuple[int, bytes]:
    """Number and hash of the last entry; (0, genesis) before the first."""
    row = connection.execute(_HEAD).fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


def last_running(connection: Connection) -> int:
    """The last running number given: it stands in the journal, where nothing is ever deleted."""
    row = connection.execute(_RUNNING).fetchone()
    return int(row[0]) if row else 0


def salt_of(connection: Connection, subject: bytes) -> bytes | None:
    """The salt of a subject that has bodies."""
    row = connection.execute(_SALT, (subject,)).fetchone()
    return bytes(row[0]) if row else None


def write(connection: Connection, entry: Entry, running: int | None) -> None:
    """Append an entry with its salted body, and the running number that it gives, if any."""
    header, stamp = entry.header, entry.header.stamp
    connection.execute(
        _INSERT_ENTRY,
        {
            "seq": header.seq,
            "kind": header.kind,
            "version": header.version,
            "subject": header.subject,
            "at": stamp.at,
            "boot": stamp.boot,
            "mono": stamp.mono,
            "clock_offset": stamp.offset,
            "clock_offset_age": stamp.offset_age,
            "grant_id": header.grant,
            "commitment": header.commitment,
            "prev": header.prev,
            "hash": entry.hash,
            "running": running,
        },
    )
    connection.execute(_INSERT_BODY, {"seq": header.seq, "salt": entry.salt, "body": entry.body})


def of_subject(connection: Connection, desk: str, subject: bytes) -> tuple[Entry, ...]:
    """All entries about a subject, in order."""
    return tuple(_entry(desk, row) for row in connection.execute(_OF_SUBJECT, (subject,)))


def one(connection: Connection, desk: str, seq: int) -> Entry | None:
    """The entry with this number."""
    row = connection.execute(_ONE, (seq,)).fetchone()
    return _entry(desk, row) if row else None


def some(connection: Connection, desk: str, seqs: tuple[int, ...]) -> tuple[Entry, ...]:
    """The entries with these numbers, in the order asked for."""
    found = {row[0]: _entry(desk, row) for row in connection.execute(_SOME, (str(list(seqs)),))}
    return tuple(found[seq] for seq in seqs)


def after(connection: Connection, desk: str, seq: int) -> Iterator[Entry]:
    """Every entry after ``seq``, one at a time; memory does not grow with the journal."""
    return (_entry(desk, row) for row in connection.execute(_ALL, (seq,)))


def _entry(desk: str, row: tuple[Any, ...]) -> Entry:
    seq, kind, version, subject, at, boot, mono, offset, age, grant, commitment, prev, own_hash, salt, body = row
    stamp = Stamp(at=at, boot=boot, mono=mono, offset=offset, offset_age=age)
    header = Header(
        desk=desk,
        seq=seq,
        kind=kind,
        version=version,
        subject=subject,
        stamp=stamp,
        grant=grant,
        commitment=commitment,
        prev=prev,
    )
    return Entry(header=header, hash=own_hash, salt=salt, body=body)
