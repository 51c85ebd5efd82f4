"""The migration makes exactly the tables that a new database has."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, create_engine, inspect

from clerk_app.central import eid_tables
from clerk_app.central.migrations.eid import STATEMENTS
from clerk_app.central.schema import METADATA

_NAMES = ("eid_account", "eid_event", "eid_outage", "eid_parameters")


def shape(connection: Connection) -> dict[str, Any]:
    found = inspect(connection)
    return {
        name: (
            [(one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(name)],
            found.get_pk_constraint(name)["constrained_columns"],
            sorted((one["name"], one["column_names"], one["unique"]) for one in found.get_indexes(name)),
        )
        for name in _NAMES
    }


def test_they_are_as_a_new_database_has_them() -> None:
    migrated, new = create_engine("sqlite://"), create_engine("sqlite://")
    with migrated.begin() as connection:
        for statement in STATEMENTS:
            connection.execute(statement)
        made = shape(connection)
    with new.begin() as connection:
        METADATA.create_all(connection, tables=[METADATA.tables[name] for name in _NAMES])
        assert made == shape(connection)
    for engine in (migrated, new):
        engine.dispose()
    assert eid_tables.EID_ACCOUNT.name in _NAMES
