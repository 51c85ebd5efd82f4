"""Migration 3, beside the cases: what each request counts for, when the line was away, and the journal by time.

The rows of the first are made by the rebuild that follows an update.
"""

from __future__ import annotations

STATEMENTS = (
    "CREATE INDEX journal_entry_at ON journal_entry (at)",
    """CREATE TABLE desk_outage (began INTEGER NOT NULL, ended INTEGER NOT NULL, kind TEXT NOT NULL, running INTEGER
    NOT NULL, PRIMARY KEY (began))""",
    """CREATE TABLE view_measure (seq INTEGER NOT NULL, service TEXT NOT NULL, origin INTEGER NOT NULL, received
    INTEGER NOT NULL, due INTEGER NOT NULL, decided INTEGER NOT NULL, running INTEGER NOT NULL, by_body INTEGER NOT
    NULL, by_party INTEGER NOT NULL, obtained INTEGER NOT NULL, fee INTEGER NOT NULL, paid INTEGER NOT NULL, inbox
    INTEGER NOT NULL, visit INTEGER NOT NULL, later INTEGER NOT NULL, called INTEGER NOT NULL, grade INTEGER NOT NULL,
    PRIMARY KEY (seq))""",
)
