"""The search index: what was just written is scanned, what has settled is indexed, and a search asks both."""

from __future__ import annotations

import time
from collections.abc import Callable

from clerk_app.domain import search
from clerk_app.store.database import Connection, Database
from clerk_app.store.steps import Steps, unwatched

BUDGET = 0.02
"""Seconds that one idle step may take (DESIGN §7)."""
_STEP_ROWS = 8
_OLDEST = "SELECT seq, terms FROM view_recent ORDER BY seq LIMIT ?"
_INDEXED = "SELECT terms FROM view_indexed WHERE seq = ?"
_UNINDEX = "INSERT INTO view_index(view_index, rowid, terms) VALUES('delete', ?, ?)"
_INDEX = "INSERT INTO view_index(rowid, terms) VALUES(?, ?)"
_REMEMBER = "INSERT OR REPLACE INTO view_indexed(seq, terms) VALUES(?, ?)"
_FORGET_INDEXED = "DELETE FROM view_indexed WHERE seq = ?"
_FORGET_RECENT = "DELETE FROM view_recent WHERE seq = ?"
_MATCH = "SELECT rowid FROM view_index WHERE view_index MATCH ? ORDER BY rowid DESC LIMIT ?"
_SCAN = "SELECT seq FROM view_recent WHERE "
_SCANNED = "instr(terms, ?) > 0"


class SearchIndex:
    """Moves words into the index in steps that give way to an accept."""

    def __init__(
        self, database: Database, *, monotonic: Callable[[], float] = time.monotonic, reached: Steps = unwatched
    ) -> None:
        self._database = database
        self._monotonic = monotonic
        self._reached = reached

    def settle(self, budget: float = BUDGET) -> bool:
        """Work for about ``budget`` seconds; tells whether something is left. Called when nothing else is to do."""
        ends = self._monotonic() + budget
        with self._database.writing() as connection:
            left = True
            while left and self._monotonic() < ends:
                left = self._step(connection)
            self._reached("before_settle_commit")
        return left

    def _step(self, connection: Connection) -> bool:
        rows = connection.execute(_OLDEST, (_STEP_ROWS,)).fetchall()
        for seq, terms in rows:
            index(connection, seq, terms)
        return len(rows) == _STEP_ROWS


def index(connection: Connection, seq: int, terms: str) -> None:
    """Put a request's words in the index in place of those that it had; no words take it out."""
    remove(connection, seq)
    if terms:
        connection.execute(_INDEX, (seq, terms))
        connection.execute(_REMEMBER, (seq, terms))


def remove(connection: Connection, seq: int) -> None:
    """Take a request out of the index and the scanned words; the index deletes securely."""
    row = connection.execute(_INDEXED, (seq,)).fetchone()
    if row is not None:
        connection.execute(_UNINDEX, (seq, row[0]))
        connection.execute(_FORGET_INDEXED, (seq,))
    connection.execute(_FORGET_RECENT, (seq,))


def find(connection: Connection, text: str, limit: int) -> list[int]:
    """The newest requests (by entry number) whose words begin with the words of ``text``."""
    tokens = search.query_tokens(text)
    if not tokens:
        return []
    settled = connection.execute(_MATCH, (" ".join(f'"{token}"*' for token in tokens), limit)).fetchall()
    scan = _SCAN + " AND ".join(_SCANNED for _ in tokens) + " ORDER BY seq DESC LIMIT ?"
    recent = connection.execute(scan, (*(f" {token}" for token in tokens), limit)).fetchall()
    return sorted({seq for (seq,) in (*settled, *recent)}, reverse=True)[:limit]
