"""The tables of indicators are among those of a new database, and partition as all do."""

from __future__ import annotations

from clerk_app.central.index.tables import INDEX_LINE, INDEX_REPORT
from clerk_app.central.schema import METADATA


def test_they_are_part_of_the_whole_and_have_the_municipality_first() -> None:
    for table in (INDEX_LINE, INDEX_REPORT):
        assert METADATA.tables[table.name] is table
        assert next(iter(table.primary_key)).name == "municipality"
