"""Reading everything that names a person: bodies and drafts are searched whole, whatever the search index holds."""

from __future__ import annotations

from clerk_app.contract import canonical
from clerk_app.contract.signin import Grant
from clerk_app.lanes import Progress, untold
from clerk_app.ports.desk_file import Draft, Look
from clerk_app.store.database import Database

# Numbers are typed with spaces and dashes too, and asked for without.
_LAST = "SELECT coalesce(max(seq), 0) FROM journal_body"
_SUBJECTS = (
    "SELECT e.subject FROM journal_body b JOIN journal_entry e ON e.seq = b.seq WHERE b.seq > ? AND b.seq <= ?"
    " AND instr(replace(replace(CAST(b.body AS TEXT), ' ', ''), '-', ''), ?) > 0 ORDER BY e.seq"
)
_CASES = (
    "SELECT c.subject FROM replica_case c JOIN replica_event e ON e.desk = c.desk AND e.seq = c.seq"
    " WHERE instr(replace(replace(CAST(e.body AS TEXT), ' ', ''), '-', ''), ?) > 0 ORDER BY c.place DESC"
)
"""What other desks and the portal received and the centre told this one."""
STEP = 500
"""Entries searched before anybody is told how far it is: a few hundredths of a second."""
_DRAFTS = (
    "SELECT id, content, saved, clerk FROM desk_draft"
    " WHERE instr(replace(replace(CAST(content AS TEXT), ' ', ''), '-', ''), ?) > 0 ORDER BY saved, id"
)
_LOOKS = "SELECT at, grant_id, activity, subject FROM journal_look WHERE subject = ? ORDER BY id"
_GRANTS = "SELECT payload FROM desk_grant"
_BY_WORK = (
    "SELECT b.body FROM journal_entry e JOIN journal_body b ON b.seq = e.seq"
    " WHERE e.kind = 'request.received' AND e.grant_id = ? LIMIT 1"
)


class DeskHoldings:
    """The port ``Holdings`` on the desk file."""

    def __init__(self, database: Database, step: int = STEP) -> None:
        self._database = database
        self._step = step

    def subjects(self, number: str, told: Progress = untold) -> tuple[bytes, ...]:
        """Requests in any of whose entries the number stands, oldest first; in steps, over one view of the file."""
        found: dict[bytes, None] = {}
        with self._database.reading() as connection:
            (last,) = connection.execute(_LAST).fetchone()
            for first in range(0, last, self._step):
                told(first, last)
                rows = connection.execute(_SUBJECTS, (first, first + self._step, number)).fetchall()
                found.update(dict.fromkeys(bytes(subject) for (subject,) in rows))
            rows = connection.execute(_CASES, (number,)).fetchall()
            found.update(dict.fromkeys(bytes(subject) for (subject,) in rows))
        return tuple(found)

    def drafts(self, number: str) -> tuple[Draft, ...]:
        """Drafts of any clerk in which the number stands, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_DRAFTS, (number,)).fetchall()
        return tuple(Draft(id=name, content=content, saved=saved, clerk=owner) for name, content, saved, owner in rows)

    def looks(self, subject: bytes) -> tuple[Look, ...]:
        """Who looked at one request, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_LOOKS, (subject,)).fetchall()
        return tuple(Look(at=at, grant=grant, activity=activity, subject=of) for at, grant, activity, of in rows)

    def clerk(self, grant: str) -> str:
        """The user whom a grant named: from the grants kept, else from a request that was received under it."""
        with self._database.reading() as connection:
            kept = [canonical.decode(payload, Grant) for (payload,) in connection.execute(_GRANTS).fetchall()]
            work = connection.execute(_BY_WORK, (grant,)).fetchone()
        named = next((one.user for one in kept if one.id == grant), "")
        return named or (str(canonical.decode(work[0], dict).get("clerk", "")) if work else "")
