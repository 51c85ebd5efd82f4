"""What a desk remembers of relays: its office's key, and how far a relay has what is here."""

from __future__ import annotations

from clerk_app.contract.relay import OfficeKey
from clerk_app.ports.relay import Relayed
from clerk_app.store.database import Database

_KEY = "SELECT generation, secret FROM desk_office_key ORDER BY generation DESC LIMIT 1"
_KEEP_KEY = "INSERT OR IGNORE INTO desk_office_key(generation, secret) VALUES(?, ?)"
_ONLY_NEWEST = "DELETE FROM desk_office_key WHERE generation < (SELECT max(generation) FROM desk_office_key)"
_RELAYED = "SELECT run, last, neighbour FROM desk_relay"
_NOTE = "INSERT OR REPLACE INTO desk_relay(id, run, last, neighbour) VALUES(1, ?, ?, ?)"
_THERE = (
    "SELECT count(*) FROM desk_outbox WHERE state = 'sending' AND sending <= coalesce((SELECT last FROM desk_relay), 0)"
)


class DeskRelayBook:
    """The port ``RelayBook`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def key(self) -> OfficeKey | None:
        """The newest key of the office."""
        with self._database.reading() as connection:
            row = connection.execute(_KEY).fetchone()
        return OfficeKey(row[0], bytes(row[1])) if row else None

    def keep_key(self, key: OfficeKey) -> None:
        """Keep it, and none that is older."""
        with self._database.writing() as connection:
            connection.execute(_KEEP_KEY, (key.generation, key.secret))
            connection.execute(_ONLY_NEWEST)

    def relayed(self, run: bytes) -> Relayed:
        """How far this run of a relay has come; another run than the last one has nothing."""
        with self._database.reading() as connection:
            row = connection.execute(_RELAYED).fetchone()
        return Relayed(run, row[1], row[2]) if row and bytes(row[0]) == run else Relayed(run, 0, 0)

    def note(self, relayed: Relayed) -> None:
        """Remember how far it has come now."""
        with self._database.writing() as connection:
            connection.execute(_NOTE, (relayed.run, relayed.last, relayed.neighbour))

    def waiting_there(self) -> int:
        """How many entries lie at a relay that the centre has not confirmed."""
        with self._database.reading() as connection:
            return int(connection.execute(_THERE).fetchone()[0])
