"""Migration 3, a part of it: documents that the centre put to cases."""

from __future__ import annotations

STATEMENTS = (
    "CREATE INDEX replica_event_document ON replica_event (position) WHERE kind = 'document'",
    """CREATE TABLE replica_document (desk TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, sha256 TEXT
    NOT NULL, here INTEGER NOT NULL, tries INTEGER NOT NULL, again_at INTEGER NOT NULL, PRIMARY KEY (desk, seq,
    version)) WITHOUT ROWID""",
    "CREATE INDEX replica_document_file ON replica_document (sha256)",
)
