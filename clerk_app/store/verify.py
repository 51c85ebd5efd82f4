"""Does the journal verify: every link of the chain, and every commitment whose body is still kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.domain.journal import GENESIS, Entry, commitment, entry_id, header_hash
from clerk_app.store import entry_rows
from clerk_app.store.database import Connection, Database

_OPEN_ENTRIES = "SELECT count(*) FROM journal_entry e LEFT JOIN desk_outbox o ON o.seq = e.seq WHERE o.seq IS NULL"


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a check of the journal found; ``problem`` is empty when all is well.

    ``broken_at`` is the first entry that does not verify (``chain_gap``, ``chain_broken``, ``body_changed``); 0 with
    ``outbox_missing`` when an entry was never queued for the centre.
    """

    entries: int
    bodies: int
    head: bytes
    broken_at: int = 0
    problem: str = ""


def verify(database: Database, desk: str, pause: Callable[[], None] = lambda: None) -> ChainReport:
    """Read the whole journal once; ``pause`` is called between entries and may raise ``Cancelled``."""
    with database.reading() as connection:
        return verify_over(connection, desk, pause)


def verify_over(connection: Connection, desk: str, pause: Callable[[], None] = lambda: None) -> ChainReport:
    """The same over an open connection, such as that of a copy."""
    entries = bodies = 0
    head = GENESIS
    for entry in entry_rows.after(connection, desk, 0):
        problem = _problem(entry, entries + 1, head)
        if problem:
            return ChainReport(entries, bodies, head, entry.header.seq, problem)
        entries += 1
        bodies += entry.body is not None
        head = entry.hash
        pause()
    (unqueued,) = connection.execute(_OPEN_ENTRIES).fetchone()
    return ChainReport(entries, bodies, head, problem="outbox_missing" if unqueued else "")


def _problem(entry: Entry, expected: int, prev: bytes) -> str:
    header = entry.header
    if header.seq != expected:
        return "chain_gap"
    if header.prev != prev or header_hash(header) != entry.hash:
        return "chain_broken"
    if entry.body is None or entry.salt is None:
        return ""
    identity = entry_id(header.desk, header.seq)
    return "" if commitment(entry.salt, identity, entry.body) == header.commitment else "body_changed"
