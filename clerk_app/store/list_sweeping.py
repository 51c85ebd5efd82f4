"""What lists leave behind: merged words, rows that no version counts any more, generations that nobody asks."""

from __future__ import annotations

from clerk_app.store import list_words
from clerk_app.store.database import Connection, Database

_USED = "SELECT generation FROM replica_list_load UNION SELECT generation FROM replica_list"
_LISTS = (
    "SELECT l.generation, l.version, EXISTS (SELECT 1 FROM replica_list_load u WHERE u.generation = l.generation)"
    " FROM replica_list l"
)
_STEP = 200
_GONE = (
    "DELETE FROM replica_list_row WHERE id IN (SELECT id FROM replica_list_row WHERE generation = :generation"
    " AND removed > 0 AND removed <= :version LIMIT :step)"
)
_UNDO = (
    """DELETE FROM replica_list_row WHERE id IN (SELECT id FROM replica_list_row WHERE generation = :generation
    AND added > 0 AND added > :version LIMIT :step)""",
    """UPDATE replica_list_row SET removed = 0 WHERE id IN (SELECT id FROM replica_list_row
    WHERE generation = :generation AND removed > 0 AND removed > :version LIMIT :step)""",
)
_LEFT = "SELECT generation FROM replica_list_left LIMIT 1"
_ROWS = (
    "DELETE FROM replica_list_row WHERE id IN"
    " (SELECT id FROM replica_list_row WHERE generation = ? ORDER BY code LIMIT ?)"
)
_FORGET = "DELETE FROM replica_list_left WHERE generation = ?"


def sweep(database: Database) -> bool:
    """One step; tells whether there was something to do."""
    with database.writing() as connection:
        return _merged(connection) or _stale(connection) or _left(connection)


def _merged(connection: Connection) -> bool:
    used = [generation for (generation,) in connection.execute(_USED).fetchall()]
    return any(list_words.merge(connection, generation) for generation in used)


def _stale(connection: Connection) -> bool:
    """Rows that went with a version, and those of a version that was given up."""
    for generation, version, under_way in connection.execute(_LISTS).fetchall():
        asked = {"generation": generation, "version": version, "step": _STEP}
        if any(connection.execute(sql, asked).rowcount for sql in (_GONE, *(() if under_way else _UNDO))):
            return True
    return False


def _left(connection: Connection) -> bool:
    row = connection.execute(_LEFT).fetchone()
    if row is None:
        return False
    if not connection.execute(_ROWS, (row[0], _STEP)).rowcount and not list_words.clear(connection, row[0]):
        connection.execute(_FORGET, row)
    return True
