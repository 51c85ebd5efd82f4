"""Looks: who saw whose data; rows that nothing changes, and that an hourly entry commits to (DESIGN §9)."""

from __future__ import annotations

import hashlib

from sqlalchemy import insert

from clerk_app.contract import canonical
from clerk_app.domain.bodies import LooksCommitted
from clerk_app.ports.desk_file import Look
from clerk_app.store.database import Connection, Database, compiled
from clerk_app.store.schema import journal_look

_INSERT = compiled(insert(journal_look).values(at=0, grant_id="", activity="", subject=b""))
_LAST_COMMITTED = (
    "SELECT b.body FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE e.kind = 'looks.committed' ORDER BY e.seq DESC LIMIT 1"
)
_FROM = "SELECT id, at, grant_id, activity, subject FROM journal_look WHERE id >= ? ORDER BY id"


class DeskLooks:
    """The port ``Looks`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, look: Look) -> None:
        """Write one row durably."""
        row = {"at": look.at, "grant_id": look.grant, "activity": look.activity, "subject": look.subject}
        with self._database.writing() as connection:
            connection.execute(_INSERT, row)

    def fold(self) -> tuple[int, int, str] | None:
        """First row, count and digest (hex) of the rows that no entry has committed to yet."""
        with self._database.reading() as connection:
            first = _first_open(connection)
            rows = connection.execute(_FROM, (first,)).fetchall()
        digest = hashlib.sha256(canonical.encode([list(row) for row in rows])).hexdigest()
        return (first, len(rows), digest) if rows else None


def _first_open(connection: Connection) -> int:
    """The first row after those of the last ``looks.committed`` entry; rows are numbered from 1 without gaps."""
    row = connection.execute(_LAST_COMMITTED).fetchone()
    if row is None:
        return 1
    committed = canonical.decode(row[0], LooksCommitted)
    return committed.first + committed.count
