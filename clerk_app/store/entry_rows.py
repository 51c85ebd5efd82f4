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
_SELECT = (
    "SELECT e.seq, e.kind, e.version, e.subject, e.at, e.boot, e.mono, e.clock_offset, e.clock_offset_age, e.grant_id,"
    " e.commitment, e.prev, e.hash, s.salt, b.body FROM journal_entry e"
    " LEFT JOIN journal_body b ON b.seq = e.seq LEFT JOIN journal_salt s ON s.subject = e.subject"
)
_ALL = " ".join((_SELECT, "WHERE e.seq > ? ORDER BY e.seq"))
_OF_SUBJECT = " ".join((_SELECT, "WHERE e.subject = ? ORDER BY e.seq"))
_ONE = " ".join((_SELECT, "WHERE e.seq = ?"))
_SOME = " ".join((_SELECT, "WHERE e.seq IN (SELECT value FROM json_each(?))"))


def head(connection: Connection) -> tuple[int, bytes]:
    """Number and hash of the last entry; (0, genesis) before the first."""
    row = connection.execute(_HEAD).fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


def write(connection: Connection, entry: Entry) -> None:
    """Append an entry and its body; the salt of its subject is written apart."""
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
        },
    )
    connection.execute(_INSERT_BODY, {"seq": header.seq, "body": entry.body})


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
    kept = salt is not None and body is not None
    return Entry(header=header, hash=own_hash, salt=salt if kept else None, body=body if kept else None)
