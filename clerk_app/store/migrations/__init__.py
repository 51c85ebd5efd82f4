"""Numbered migrations: each runs once, in one commit with the version that it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clerk_app.domain.errors import Damaged
from clerk_app.store.database import Database
from clerk_app.store.migrations import cases, documents, first, index, line_record, lists, records, relay, uploads

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    first.STATEMENTS,
    uploads.STATEMENTS,
    (
        *cases.STATEMENTS,
        *lists.STATEMENTS,
        *records.STATEMENTS,
        *index.STATEMENTS,
        *documents.STATEMENTS,
        *relay.STATEMENTS,
        *line_record.STATEMENTS,
    ),
)
"""Migration ``n`` (from 1) takes a file from ``user_version`` n-1 to n."""


def migrate(database: Database, migrations: Sequence[Iterable[str]] = MIGRATIONS) -> None:
    """Bring the file to the newest version; raises ``Damaged('store_too_new')`` for a file of a newer program."""
    with database.writing() as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(migrations):
            raise Damaged("store_too_new")
        for statement in (statement for migration in migrations[version:] for statement in migration):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
