"""Entries about acts: looked for among the headers when the exchange works, to see whose signature still waits."""

from __future__ import annotations

from clerk_app.domain.act_bodies import ACT_KINDS
from clerk_app.domain.case_file import Way
from clerk_app.domain.journal import Entry
from clerk_app.store import case_files, entry_rows, views
from clerk_app.store.database import Database

_SEQS = (
    "SELECT e.seq FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE e.kind IN (SELECT value FROM json_each(?)) ORDER BY e.seq"
)
_UNDER_WAY = (
    "FROM desk_outbox o JOIN journal_entry e ON e.seq = o.seq"
    " WHERE (o.state <> 'accepted' OR o.code <> '') AND e.kind IN (SELECT value FROM json_each(?))"
)
_WAYS = " ".join(("SELECT o.seq,", views.STATE, ", o.code", _UNDER_WAY))
_KINDS = "[" + ",".join(f'"{kind}"' for kind in ACT_KINDS) + "]"


class DeskActEntries:
    """The port ``ActEntries`` on the desk file."""

    def __init__(self, database: Database, desk: str) -> None:
        self._database = database
        self._desk = desk

    def all(self) -> tuple[Entry, ...]:
        """Those whose bodies are still kept, oldest first."""
        with self._database.reading() as connection:
            seqs = tuple(seq for (seq,) in connection.execute(_SEQS, (_KINDS,)).fetchall())
            return entry_rows.some(connection, self._desk, seqs) if seqs else ()

    def ways(self) -> dict[int, Way]:
        """Where those stand that have not arrived, by their numbers."""
        with self._database.reading() as connection:
            return case_files.ways(connection.execute(_WAYS, (_KINDS,)).fetchall())
