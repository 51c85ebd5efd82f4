"""Migration 2: which uploads failed, how often in a row, and whether they wait for a person."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE desk_upload_failure (sha256 TEXT NOT NULL, tries INTEGER NOT NULL, reached INTEGER NOT NULL, held
    INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (sha256))""",
)
