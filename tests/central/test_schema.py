"""What every table must have."""

from __future__ import annotations

from clerk_app.central.schema import METADATA, NUMBER_LEASE, NUMBER_LEDGER


def test_every_row_but_of_the_number_ledger_belongs_to_a_municipality() -> None:
    shared = {NUMBER_LEDGER, NUMBER_LEASE}
    assert all("municipality" in table.c for table in METADATA.tables.values() if table not in shared)
    assert [column.name for column in NUMBER_LEDGER.primary_key] == ["year", "serial"]


def test_what_partitions_by_municipality_has_it_first_in_its_key() -> None:
    keys = {name: [column.name for column in table.primary_key] for name, table in METADATA.tables.items()}
    counted = {name for name, key in keys.items() if key == ["id"]}
    assert counted == {"alarm", "audit", "enrolment_miss"}
    assert all(
        key[0] == "municipality"
        for name, key in keys.items()
        if name not in counted | {"number_ledger", "number_lease"}
    )
