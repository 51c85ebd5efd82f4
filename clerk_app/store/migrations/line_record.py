"""Migration 3, a part of it: what went by which carrier, and how the line was."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE desk_passed (number INTEGER NOT NULL, at INTEGER NOT NULL, carrier TEXT NOT NULL, first INTEGER NOT
    NULL, last INTEGER NOT NULL, entries INTEGER NOT NULL, requests INTEGER NOT NULL, bytes INTEGER NOT NULL, fate TEXT
    NOT NULL, stopped INTEGER NOT NULL, changes INTEGER NOT NULL, answered INTEGER NOT NULL, tries INTEGER NOT NULL,
    PRIMARY KEY (number))""",
    """CREATE TABLE desk_pace (begins INTEGER NOT NULL, rate INTEGER NOT NULL, delay INTEGER NOT NULL,
    PRIMARY KEY (begins))""",
)
