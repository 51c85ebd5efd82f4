"""The tables of eZUP are among those of a new database, and partition as all do."""

from __future__ import annotations

from clerk_app.central.ezup.tables import EZUP_GRANT, EZUP_MIXUP, EZUP_OUTAGE, EZUP_QUERY, EZUP_STATEMENT
from clerk_app.central.schema import METADATA


def test_they_are_part_of_the_whole_and_have_the_municipality_first() -> None:
    for table in (EZUP_GRANT, EZUP_MIXUP, EZUP_OUTAGE, EZUP_QUERY, EZUP_STATEMENT):
        assert METADATA.tables[table.name] is table
        assert next(iter(table.primary_key)).name == "municipality"


def test_no_column_of_the_log_has_a_whole_personal_number() -> None:
    assert {"key_shown", "key_digest"} <= set(EZUP_QUERY.c.keys())
    assert "key" not in EZUP_QUERY.c
