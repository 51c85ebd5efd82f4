"""The tables of the operators are among those of a new database, and partition as all do."""

from __future__ import annotations

from clerk_app.central.operator.tables import DESK_LINK, DESK_LINK_HOUR, OPERATOR, OPERATOR_SESSION
from clerk_app.central.schema import METADATA


def test_they_are_part_of_the_whole_and_have_the_municipality_first() -> None:
    for table in (OPERATOR, OPERATOR_SESSION, DESK_LINK, DESK_LINK_HOUR):
        assert METADATA.tables[table.name] is table
        assert next(iter(table.primary_key)).name == "municipality"
