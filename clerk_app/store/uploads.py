"""Uploads: which enclosures the centre does not have yet."""

from __future__ import annotations

from clerk_app.contract import canonical
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.store.database import Database

_WAITING = (
    "SELECT t.ref FROM desk_transfer t JOIN journal_enclosure e ON e.sha256 = t.sha256"
    " JOIN desk_outbox o ON o.seq = e.seq WHERE t.done = 0 AND o.state = 'accepted'"
    " GROUP BY t.sha256 ORDER BY min(e.seq)"
)
_DONE = "UPDATE desk_transfer SET done = 1, wrap = x'' WHERE sha256 = ?"


class DeskUploads:
    """The port ``Uploads`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> tuple[EnclosureRef, ...]:
        """Enclosures of entries that the centre has accepted, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_WAITING).fetchall()
        return tuple(canonical.decode(ref, EnclosureRef) for (ref,) in rows)

    def uploaded(self, sha256: str) -> None:
        """The centre has all of this one."""
        with self._database.writing() as connection:
            connection.execute(_DONE, (sha256,))
