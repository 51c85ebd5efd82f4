"""The search index: what was just written is scanned, what has settled is indexed, and a search asks both."""

from __future__ import annotations

import time
from collections.abc import Callable

from clerk_app.domain import search
from clerk_app.store.database import Connection, Database
from clerk_app.store.steps import Steps, unwatched

BUDGET = 0.02
"""Seconds that one idle step may take (DESIGN §7)."""
_STEP_ROWS = 32
"""Requests for one commit: what a step of ``BUDGET`` has time for, its commit included."""
_OLDEST = "SELECT seq, terms FROM view_recent ORDER BY seq LIMIT ?"
_INDEXED = "SELECT terms FROM view_indexed WHERE seq = ?"
_UNINDEX = "INSERT INTO view_index(view_index, rowid, terms) VALUES('delete', ?, ?)"
_INDEX = "INSERT INTO view_index(rowid, terms) VALUES(?, ?)"
_REMEMBER = "INSERT OR REPLACE INTO view_indexed(seq, terms) VALUES(?, ?)"
_FORGET_INDEXED = "DELETE FROM view_indexed WHERE seq = ?"
_FORGET_RECENT = "DELETE FROM view_recent WHERE seq = ?"
_SETTLED = "SELECT rowid FROM view_index WHERE view_index MATCH :match ORDER BY rowid DESC LIMIT :limit"
_SCAN = "SELECT seq FROM view_recent WHERE"
_SCANNED = "instr(terms, :begin{place}) > 0"


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
        left = True
        while left and self._monotonic() < ends:
            left = self._step()
        return left

    def _step(self) -> bool:
        with self._database.writing() as connection:
            rows = connection.execute(_OLDEST, (_STEP_ROWS,)).fetchall()
            for seq, terms in rows:
                index(connection, seq, terms)
            self._reached("before_settle_commit")
        return len(rows) == _STEP_ROWS


def index(connection: Connection, seq: int, terms: str) -> None:
    """Put a request's words in the index.

    Words that come to those it had (its unique number) are added alone: an index without content takes them so, and
    taking words out securely, as for erasure, costs twenty times as much.
    """
    row = connection.execute(_INDEXED, (seq,)).fetchone()
    had = set(row[0].split()) if row else set()
    words = terms.split()
    if not had <= set(words):
        remove(connection, seq)
        had = set()
    added = " ".join(word for word in words if word not in had)
    if added:
        connection.execute(_INDEX, (seq, added))
        connection.execute(_REMEMBER, (seq, terms))
    connection.execute(_FORGET_RECENT, (seq,))


def remove(connection: Connection, seq: int) -> None:
    """Take a request out of the index and the scanned words; the index deletes securely."""
    row = connection.execute(_INDEXED, (seq,)).fetchone()
    if row is not None:
        connection.execute(_UNINDEX, (seq, row[0]))
        connection.execute(_FORGET_INDEXED, (seq,))
    connection.execute(_FORGET_RECENT, (seq,))


def query(text: str, limit: int) -> tuple[str, dict[str, str | int]] | None:
    """A statement that selects the newest requests (``seq``) whose words begin with the words of ``text``.

    One statement with its values, to be part of the one that fetches the rows: each step of the driver gives other
    threads a turn, and a search should not need many. ``None`` when nothing is asked.
    """
    tokens = search.query_tokens(text)
    if not tokens:
        return None
    begins: dict[str, str | int] = {f"begin{place}": f" {token}" for place, token in enumerate(tokens)}
    scanned = " AND ".join(_SCANNED.format(place=place) for place in range(len(tokens)))
    recent = " ".join((_SCAN, scanned, "ORDER BY seq DESC LIMIT :limit"))
    both = " ".join(("SELECT rowid AS seq FROM (", _SETTLED, ") UNION SELECT seq FROM (", recent, ")"))
    match = " ".join(f'"{token}"*' for token in tokens)
    return " ".join((both, "ORDER BY seq DESC LIMIT :limit")), begins | {"match": match, "limit": limit}
