"""Erasure: when retention ends, everything that tells of a person goes, and the chain still verifies (DESIGN §9)."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_app.contract import canonical
from clerk_app.domain.bodies import BodiesErased
from clerk_app.domain.errors import Refused
from clerk_app.domain.journal import Entry
from clerk_app.ports.clock import Entropy
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store import documents, elsewhere, parcels, search_index
from clerk_app.store.database import Connection, Database
from clerk_app.store.journal import DeskJournal

_ENTRIES = "SELECT seq FROM journal_entry WHERE subject = ? ORDER BY seq"
_OPEN = "SELECT 1 FROM desk_outbox WHERE subject = ? AND state <> 'accepted' LIMIT 1"
_NOT_UPLOADED = (
    "SELECT 1 FROM journal_enclosure e JOIN desk_transfer t ON t.sha256 = e.sha256 WHERE e.seq = ? AND t.done = 0"
)
_ENCLOSED = "SELECT sha256 FROM journal_enclosure WHERE seq = ?"
_FORGET_ENCLOSED = "DELETE FROM journal_enclosure WHERE seq = ?"
_FORGET_KEY = (
    "DELETE FROM journal_enclosure_key WHERE sha256 = :sha256"
    " AND NOT EXISTS (SELECT 1 FROM replica_document d WHERE d.sha256 = :sha256)"
    " AND NOT EXISTS (SELECT 1 FROM journal_enclosure e WHERE e.sha256 = :sha256)"
)
_FORGET_TRANSFER = (
    "DELETE FROM desk_transfer WHERE sha256 = :sha256"
    " AND NOT EXISTS (SELECT 1 FROM journal_enclosure e WHERE e.sha256 = :sha256)"
)
_FORGET_OF_ENTRY = (
    "DELETE FROM journal_body WHERE seq = ?",
    "DELETE FROM view_request WHERE seq = ?",
    "DELETE FROM view_measure WHERE seq = ?",
)
_FORGET_OF_SUBJECT = (
    "DELETE FROM replica_event WHERE (desk, seq) IN (SELECT desk, seq FROM replica_request WHERE subject = ?)",
    "DELETE FROM replica_unknown WHERE (desk, seq) IN (SELECT desk, seq FROM replica_request WHERE subject = ?)",
    "DELETE FROM replica_request WHERE subject = ?",
    "DELETE FROM desk_print_job WHERE subject = ?",
    "DELETE FROM replica_record WHERE subject = ?",
)
_LEFT_BEHIND = (
    "SELECT e.subject FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE (e.kind LIKE 'request.%' OR e.kind LIKE 'case.%' OR e.kind LIKE 'act.%' OR e.kind LIKE 'ezup.%'"
    " OR e.kind LIKE 'payment.%' OR e.kind LIKE 'delivery.%' OR e.kind LIKE 'rating.%' OR e.kind = 'receipt.printed')"
    " AND NOT EXISTS (SELECT 1 FROM journal_entry r WHERE r.subject = e.subject AND r.kind = 'request.received')"
    " AND NOT EXISTS (SELECT 1 FROM replica_case c WHERE c.subject = e.subject)"
    " GROUP BY e.subject HAVING max(e.at) < ? ORDER BY min(e.seq)"
)


class Erasure:
    """Erases requests, and records that it did in the same commit."""

    def __init__(self, database: Database, journal: DeskJournal, entropy: Entropy) -> None:
        self._database = database
        self._journal = journal
        self._entropy = entropy

    def left_behind(self, before: int) -> tuple[bytes, ...]:
        """Cases that have left this desk, about which it still has entries of its own, the last from before then."""
        with self._database.reading() as connection:
            return tuple(bytes(subject) for (subject,) in connection.execute(_LEFT_BEHIND, (before,)).fetchall())

    def erase(self, subjects: Iterable[bytes], *, ground: str, grant: str) -> Entry:
        """Erase bodies, salts, projections, search words and enclosure keys; files without a key go at the next sweep.

        Raises ``Refused('not_confirmed')`` while the centre has not confirmed every entry and enclosure of them.
        """
        with self._database.writing() as connection:
            seqs: list[int] = []
            for subject in subjects:
                seqs += _erase(connection, subject)
            body = canonical.encode(BodiesErased(seqs=tuple(sorted(seqs)), ground=ground))
            new = NewEntry(kind="bodies.erased", subject=self._entropy.take(16), grant=grant, body=body)
            entry = self._journal.append_within(connection, new)
        self._database.dropped()
        self._journal.announce(entry)
        return entry


def _erase(connection: Connection, subject: bytes) -> list[int]:
    """Erase one subject; gives the entries that lost their bodies."""
    seqs = [seq for (seq,) in connection.execute(_ENTRIES, (subject,)).fetchall()]
    _refuse_unconfirmed(connection, subject, seqs)
    for seq in seqs:
        for statement in _FORGET_OF_ENTRY:
            connection.execute(statement, (seq,))
        search_index.remove(connection, seq)
        enclosed = [{"sha256": sha256} for (sha256,) in connection.execute(_ENCLOSED, (seq,)).fetchall()]
        connection.execute(_FORGET_ENCLOSED, (seq,))
        connection.executemany(_FORGET_KEY, enclosed)
        connection.executemany(_FORGET_TRANSFER, enclosed)
    documents.forget(connection, subject)
    elsewhere.forget(connection, subject)
    for statement in _FORGET_OF_SUBJECT:
        connection.execute(statement, (subject,))
    return seqs


def _refuse_unconfirmed(connection: Connection, subject: bytes, seqs: list[int]) -> None:
    under_way = {seq for sent in parcels.behind(connection, 0) for seq in sent.seqs}
    is_open = connection.execute(_OPEN, (subject,)).fetchone() is not None
    missing = any(connection.execute(_NOT_UPLOADED, (seq,)).fetchone() is not None for seq in seqs)
    if is_open or missing or under_way & set(seqs):
        raise Refused("not_confirmed")
