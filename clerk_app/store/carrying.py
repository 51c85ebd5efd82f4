"""What a stick takes along: everything that the centre has not confirmed; to ask changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.contract import canonical
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.journal import Entry
from clerk_app.ports.bundle import Waiting
from clerk_app.ports.outbox import Reached
from clerk_app.store import entry_rows, outbox_rows, parcels, replica, restored
from clerk_app.store.database import Database

_WAITING = (
    "SELECT o.seq, o.size, o.urgent FROM desk_outbox o JOIN journal_body b ON b.seq = o.seq"
    " WHERE o.state <> 'accepted' AND o.state IN ('waiting', 'sending') AND b.body IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM desk_outbox e WHERE e.subject = o.subject AND e.seq < o.seq"
    " AND e.state <> 'accepted' AND e.state = 'held') ORDER BY o.seq"
)
_ENCLOSED = (
    "SELECT t.ref FROM desk_transfer t LEFT JOIN desk_upload_failure f ON f.sha256 = t.sha256"
    " JOIN journal_enclosure e ON e.sha256 = t.sha256 JOIN desk_outbox o ON o.seq = e.seq"
    " WHERE t.done = 0 AND o.state IN ('waiting', 'sending', 'accepted') AND coalesce(f.held, 0) = 0"
    " GROUP BY t.sha256 ORDER BY min(e.seq), t.sha256"
)


class DeskUnconfirmed:
    """The port ``Unconfirmed`` on the desk file."""

    def __init__(self, database: Database, desk: str) -> None:
        self._database = database
        self._desk = desk

    def waiting(self) -> tuple[Waiting, ...]:
        """Everything that waits or is under way, in the order of the journal, save what a held entry holds back."""
        with self._database.reading() as connection:
            restored.refuse(connection)
            rows = connection.execute(_WAITING).fetchall()
        return tuple(Waiting(seq, size, urgent == outbox_rows.FOR_REQUEST) for seq, size, urgent in rows)

    def entries(self, seqs: Sequence[int]) -> tuple[Entry, ...]:
        """These entries, with their bodies."""
        with self._database.reading() as connection:
            return entry_rows.some(connection, self._desk, tuple(seqs))

    def enclosed(self) -> tuple[EnclosureRef, ...]:
        """Enclosures of entries that wait or are accepted, which the centre does not have; held ones are left out."""
        with self._database.reading() as connection:
            restored.refuse(connection)
            rows = connection.execute(_ENCLOSED).fetchall()
        return tuple(canonical.decode(ref, EnclosureRef) for (ref,) in rows)

    def reached(self) -> Reached:
        """What the centre is asked to answer from."""
        with self._database.reading() as connection:
            restored.refuse(connection)
            return Reached(position=replica.position(connection), have=parcels.reached(connection)[1])
