"""Grants: the centre's signed word on each clerk who has signed in here."""

from __future__ import annotations

from clerk_app.contract.signin import SignedGrant
from clerk_app.store.database import Database

_PUT = "INSERT OR REPLACE INTO desk_grant(user, payload, signature) VALUES(?, ?, ?)"
_GET = "SELECT payload, signature FROM desk_grant WHERE user = ?"


class DeskGrants:
    """The port ``Grants`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, user: str, grant: SignedGrant) -> None:
        """Store the newest grant of a clerk durably."""
        with self._database.writing() as connection:
            connection.execute(_PUT, (user, grant.payload, grant.signature))

    def of(self, user: str) -> SignedGrant | None:
        """The newest grant of a clerk."""
        with self._database.reading() as connection:
            row = connection.execute(_GET, (user,)).fetchone()
        return SignedGrant(payload=row[0], signature=row[1]) if row else None
