"""The journal read by time, for the view of a day."""

from __future__ import annotations

from clerk_app.contract.entries import body_of
from clerk_app.domain.errors import Invalid
from clerk_app.domain.requests import Happening
from clerk_app.store.database import Database

_BETWEEN = (
    "SELECT e.seq, e.at, e.subject, e.kind, e.version, b.body FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE e.at >= :since AND e.at < :until ORDER BY e.seq"
)


class DeskDayBook:
    """The port ``DayBook`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def between(self, since: int, until: int) -> tuple[Happening, ...]:
        """Entries made from ``since`` on and before ``until`` (microseconds UTC), in order; not the erased ones."""
        asked = {"since": since, "until": until}
        with self._database.reading() as connection:
            rows = connection.execute(_BETWEEN, asked).fetchall()
        made: list[Happening] = []
        for seq, at, subject, kind, version, body in rows:
            try:
                made.append(Happening(seq=seq, at=at, subject=subject, body=body_of(kind, version, body)))
            except Invalid:  # of a newer program
                continue
        return tuple(made)
