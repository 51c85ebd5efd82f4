"""Migration 3, a part of it: the office's key, what lies at its relay, and requests of neighbours read there."""

from __future__ import annotations

STATEMENTS = (
    "CREATE TABLE desk_office_key (generation INTEGER NOT NULL, secret BLOB NOT NULL, PRIMARY KEY (generation))",
    """CREATE TABLE desk_relay (id INTEGER NOT NULL CHECK (id = 1), run BLOB NOT NULL, last INTEGER NOT NULL,
    neighbour INTEGER NOT NULL, PRIMARY KEY (id))""",
    """CREATE TABLE neighbour_request (desk TEXT NOT NULL, seq INTEGER NOT NULL, subject BLOB NOT NULL, came INTEGER
    NOT NULL, terms TEXT NOT NULL, request BLOB NOT NULL, PRIMARY KEY (desk, seq)) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX neighbour_request_subject ON neighbour_request (subject)",
)
