"""Entries about eID: few, and looked for among the headers when somebody opens their screen."""

from __future__ import annotations

from clerk_app.domain.eid_bodies import EID_KINDS
from clerk_app.domain.journal import Entry
from clerk_app.store import entry_rows
from clerk_app.store.database import Database

_SEQS = (
    "SELECT e.seq FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE e.kind IN (SELECT value FROM json_each(?)) ORDER BY e.seq"
)


class DeskEidEntries:
    """The port ``EidEntries`` on the desk file."""

    def __init__(self, database: Database, desk: str) -> None:
        self._database = database
        self._desk = desk

    def all(self) -> tuple[Entry, ...]:
        """Those whose bodies are still kept, oldest first."""
        kinds = "[" + ",".join(f'"{kind}"' for kind in EID_KINDS) + "]"
        with self._database.reading() as connection:
            seqs = tuple(seq for (seq,) in connection.execute(_SEQS, (kinds,)).fetchall())
            return entry_rows.some(connection, self._desk, seqs) if seqs else ()
