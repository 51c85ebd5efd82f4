"""To version 3: what parcels of a desk were packed against and this centre lacks."""

from __future__ import annotations

from sqlalchemy import text

STATEMENTS = (
    text("ALTER TABLE desk ADD COLUMN lacks_base BIGINT DEFAULT 0 NOT NULL"),
    text("ALTER TABLE desk ADD COLUMN lacks_dictionary INTEGER DEFAULT 0 NOT NULL"),
)
