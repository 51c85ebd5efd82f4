"""The tables of the office relays are among those of a new database, and partition as all do."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from clerk_app.central.relay.tables import OFFICE_KEY, RELAY, RELAY_CODE
from clerk_app.central.schema import METADATA


@pytest.mark.parametrize("table", [OFFICE_KEY, RELAY, RELAY_CODE], ids=lambda table: table.name)
def test_they_are_part_of_the_whole_and_have_the_municipality_first(table: Table) -> None:
    assert METADATA.tables[table.name] is table
    assert next(iter(table.primary_key)).name == "municipality"
