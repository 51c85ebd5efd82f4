"""A database from before the registry's REST gets its tables, the same as a new one has."""

from __future__ import annotations

from sqlalchemy import create_engine, inspect

from clerk_app.central.database import Database
from clerk_app.central.migrations import registry
from clerk_app.central.registry_tables import REGISTRY_CLIENT, REGISTRY_EVENT, REGISTRY_SUBMISSION, REGISTRY_TOKEN
from tests.central.migrations.test_init import shape

OURS = (REGISTRY_CLIENT, REGISTRY_TOKEN, REGISTRY_SUBMISSION, REGISTRY_EVENT)


def test_the_tables_of_the_migration_are_those_of_the_program(centre_database: str) -> None:
    database = Database(centre_database)
    made = shape(database)
    with database.write() as connection:
        for table in OURS:
            table.drop(connection)
        for statement in registry.STATEMENTS:
            connection.execute(statement)
    assert {table.name: shape(database)[table.name] for table in OURS} == {one.name: made[one.name] for one in OURS}
    database.close()
    engine = create_engine(centre_database)
    assert {table.name for table in OURS} <= set(inspect(engine).get_table_names())
    engine.dispose()
