"""Drafts: requests being taken, each saved whole and durably."""

from __future__ import annotations

from sqlalchemy import insert

from clerk_app.domain.retention import DAY, DRAFT_DAYS
from clerk_app.ports.desk_file import Draft
from clerk_app.store.database import Connection, Database, compiled
from clerk_app.store.schema import desk_draft

KEPT = DRAFT_DAYS * DAY
"""How long a draft is kept, in microseconds (DESIGN §4)."""

_PUT = compiled(insert(desk_draft).prefix_with("OR REPLACE"))
_OF_CLERK = "SELECT id, content, saved, clerk FROM desk_draft WHERE clerk = ? ORDER BY saved DESC, id"
_DELETE = "DELETE FROM desk_draft WHERE id = ?"
_DELETE_OLD = "DELETE FROM desk_draft WHERE saved < ?"


class DeskDrafts:
    """The port ``Drafts`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, draft: Draft) -> None:
        """Write or overwrite, durably."""
        row = {"id": draft.id, "clerk": draft.clerk, "saved": draft.saved, "content": draft.content}
        with self._database.writing() as connection:
            connection.execute(_PUT, row)

    def all(self, clerk: str) -> tuple[Draft, ...]:
        """The drafts of one clerk, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_OF_CLERK, (clerk,)).fetchall()
        return tuple(Draft(id=name, content=content, saved=saved, clerk=owner) for name, content, saved, owner in rows)

    def discard(self, draft_id: str) -> None:
        """Delete one; unknown ids are fine."""
        with self._database.writing() as connection:
            delete(connection, draft_id)

    def forget_old(self, now: int) -> int:
        """Delete drafts last saved more than seven days before ``now`` (microseconds UTC); tells how many."""
        with self._database.writing() as connection:
            return connection.execute(_DELETE_OLD, (now - KEPT,)).rowcount


def delete(connection: Connection, draft_id: str) -> None:
    """Delete a draft as part of another commit."""
    connection.execute(_DELETE, (draft_id,))
