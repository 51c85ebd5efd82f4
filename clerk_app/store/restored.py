"""A desk file restored from an old copy: what proves it, and the stop that follows and stays (DESIGN §4, invariant 9).

Whatever was written after the copy was made may be known elsewhere, under numbers that this file would give again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Literal

from clerk_app.contract import canonical
from clerk_app.contract.answers import HEAD_BYTES, Answers
from clerk_app.domain.errors import DESK_RESTORED, Damaged
from clerk_app.log import event
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Restored
from clerk_app.ports.keys import Mark
from clerk_app.store import entry_rows, parcels
from clerk_app.store.database import Connection, Database

FORKED = "entry_forked"
_LOG = logging.getLogger(__name__)
_FOUND = "SELECT value FROM desk_setting WHERE name = 'restored'"
_NOTE = "INSERT INTO desk_setting(name, value) VALUES('restored', ?) ON CONFLICT DO NOTHING"
_HASH = "SELECT hash FROM journal_entry WHERE seq = ?"
_OPEN = "SELECT 1 FROM desk_outbox WHERE seq = ? AND state IN ('waiting', 'sending')"


def found(connection: Connection) -> Restored | None:
    """What has stopped the desk of this file, if anything has."""
    row = connection.execute(_FOUND).fetchone()
    return canonical.decode(row[0].encode(), Restored) if row else None


def refuse(connection: Connection) -> None:
    """Raise ``Damaged('desk_restored')`` on the file of a desk that has stopped."""
    if connection.execute(_FOUND).fetchone() is not None:
        raise stopped()


def stopped() -> Damaged:
    """What whoever wants to write or to exchange is told from then on."""
    return Damaged(DESK_RESTORED)


def known_by_centre(connection: Connection, answers: Answers) -> int:
    """The last entry that the centre knows, where an answer proves a later or another life of this desk; else 0.

    It has numbers that were never given here, or entries that were never written; or it has another entry where one of
    ours stands.
    """
    last, _have = parcels.reached(connection)
    own, _hash = entry_rows.head(connection)
    beyond = answers.have > last or answers.chain_ok_to > own
    other = _differs(connection, answers.chain_ok_to, answers.chain_head[:HEAD_BYTES])
    forked = [result.seq for result in answers.results if result.code == FORKED and _is_open(connection, result.seq)]
    return max(1, answers.chain_ok_to, *forked) if beyond or other or forked else 0


class Restores:
    """Watches for proof, and stops the desk at the first: ``told`` hears of it once it is on disk; must not raise."""

    def __init__(self, database: Database, desk: str, clock: Clock, told: Callable[[], None] = lambda: None) -> None:
        self._database = database
        self._desk = desk
        self._clock = clock
        self._told = told

    def found(self) -> Restored | None:
        """What has stopped the desk, if anything has."""
        with self._database.reading() as connection:
            return found(connection)

    def stop(self, by: Literal["centre", "keyring", "spool"], seen: int) -> None:
        """Stop the desk for good; the first proof is kept."""
        with self._database.writing() as connection:
            own, _hash = entry_rows.head(connection)
            proof = Restored(by=by, seen=seen, own=own, at=self._clock.stamp().at)
            first = connection.execute(_NOTE, (canonical.encode(proof).decode(),)).rowcount
        if not first:
            return
        event(_LOG, "store.restored", level=logging.ERROR, by=by, seen=seen, own=own)
        self._told()

    def compare(self, mark: Mark | None) -> None:
        """Stop the desk if it was marked with an entry that is not here; the mark of another desk says nothing."""
        if mark is None or mark.desk != self._desk or not mark.seq:
            return
        with self._database.reading() as connection:
            old = _differs(connection, mark.seq, mark.hash)
        if old:
            self.stop("keyring", mark.seq)

    def mark(self) -> Mark:
        """How far the journal has come: only what is on disk, so a crash never leaves a mark ahead of its file."""
        with self._database.reading() as connection:
            seq, own = entry_rows.head(connection)
        return Mark(self._desk, seq, own)


def _differs(connection: Connection, seq: int, beginning: bytes) -> bool:
    """Whether the entry ``seq`` has another hash here, or is not here; nothing is said of no hash."""
    row = connection.execute(_HASH, (seq,)).fetchone()
    return bool(beginning) and (row is None or not bytes(row[0]).startswith(beginning))


def _is_open(connection: Connection, seq: int) -> bool:
    return connection.execute(_OPEN, (seq,)).fetchone() is not None
