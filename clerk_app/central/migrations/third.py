"""To version 3: who works on a case, where and until when, and which office hears of a change."""

from __future__ import annotations

from sqlalchemy import text

STATEMENTS = (
    *(
        text(f"ALTER TABLE request ADD COLUMN {column} VARCHAR({length}) DEFAULT '' NOT NULL")
        for column, length in (
            ("office", 40),
            ("origin", 10),
            ("handler", 60),
            ("handler_name", 120),
            ("deadline", 10),
            ("supplement_by", 10),
            ("payment", 20),
        )
    ),
    text("ALTER TABLE request ADD COLUMN missing TEXT DEFAULT '[]' NOT NULL"),
    text("ALTER TABLE request ADD COLUMN withdrawn BOOLEAN DEFAULT false NOT NULL"),
    text(
        "UPDATE request SET origin = 'desk', office = coalesce((SELECT d.office FROM desk d"
        " WHERE d.municipality = request.municipality AND d.code = request.desk), '')"
    ),
    text("DROP INDEX entry_unsettled"),
    text("CREATE INDEX entry_unsettled ON entry (municipality, outcome, desk) WHERE outcome <> 'accepted'"),
    text("DROP INDEX request_unnumbered"),
    text("CREATE INDEX request_unnumbered ON request (arrived) WHERE serial IS NULL"),
    text("CREATE INDEX request_by_state ON request (municipality, state, deadline)"),
    text("ALTER TABLE feed ADD COLUMN office VARCHAR(40) DEFAULT '' NOT NULL"),
    text(
        "UPDATE feed SET office = coalesce((SELECT d.office FROM desk d"
        " WHERE d.municipality = feed.municipality AND d.code = feed.desk), '')"
        " WHERE kind NOT IN ('result', 'alarm')"
    ),
    text("ALTER TABLE request_field ADD COLUMN entry BIGINT DEFAULT 0 NOT NULL"),
    text("CREATE INDEX feed_of_office ON feed (municipality, office, position)"),
)
