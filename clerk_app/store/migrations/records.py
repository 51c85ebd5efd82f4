"""Migration 3, beside the cases: records that registers told, and queries that wait for an answer."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE replica_record (seq INTEGER NOT NULL, subject BLOB NOT NULL, payload BLOB NOT NULL,
    keep_until INTEGER NOT NULL, PRIMARY KEY (seq))""",
    "CREATE INDEX replica_record_subject ON replica_record (subject)",
    "CREATE TABLE desk_query (seq INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (seq))",
)
