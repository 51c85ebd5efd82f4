"""Migration 3, beside the cases: lists for lookup fields, what of them is under way, and what is left of old ones."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE replica_list (name TEXT NOT NULL, generation INTEGER NOT NULL, version INTEGER NOT NULL,
    count INTEGER NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (name))""",
    "CREATE TABLE replica_list_left (generation INTEGER NOT NULL, PRIMARY KEY (generation))",
    """CREATE TABLE replica_list_load (name TEXT NOT NULL, generation INTEGER NOT NULL, version INTEGER NOT
    NULL, since INTEGER NOT NULL, "after" TEXT NOT NULL, count INTEGER NOT NULL, digest BLOB NOT NULL,
    wanted_count INTEGER NOT NULL, wanted_digest BLOB NOT NULL, PRIMARY KEY (name))""",
    """CREATE TABLE replica_list_row (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, generation INTEGER NOT
    NULL, code TEXT NOT NULL, sr TEXT NOT NULL, en TEXT NOT NULL, added INTEGER NOT NULL, removed INTEGER NOT
    NULL)""",
    "CREATE INDEX replica_list_row_added ON replica_list_row (generation, added) WHERE added > 0",
    "CREATE INDEX replica_list_row_code ON replica_list_row (generation, code)",
    "CREATE INDEX replica_list_row_removed ON replica_list_row (generation, removed) WHERE removed > 0",
)
