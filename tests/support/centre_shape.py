"""What a centre's database is made of, to compare two of them; and what a system's migration makes of one."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from sqlalchemy import DDL, Executable, Table, inspect

from clerk_app.central import schema
from clerk_app.central.database import Database
from clerk_app.central.partitions import is_part


def shape(database: Database, *, lengths: bool = False) -> dict[str, Any]:
    """Tables, columns, keys and indexes; of a type its length only if asked: it is no more than a remark to SQLite."""
    with database.read() as connection:
        found = inspect(connection)
        return {
            table: (
                [
                    (one["name"], str(one["type"]) if lengths else str(one["type"]).partition("(")[0], one["nullable"])
                    for one in found.get_columns(table)
                ],
                found.get_pk_constraint(table)["constrained_columns"],
                sorted((one["name"], one["column_names"], one["unique"]) for one in found.get_indexes(table)),
            )
            for table in found.get_table_names()
            if not is_part(table)
        }


def before_and_after(
    address: str, system: ModuleType, migration: Iterable[Executable], indexes: Iterable[str] = ()
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The shape of a new database, and of one from before a system that its migration brought up to date.

    ``indexes`` are those that the system makes on tables that were there.
    """
    database = Database(address)
    new = shape(database, lengths=True)
    _run(database, [DDL(f"DROP TABLE {table}") for table in _tables_of(system)])
    _run(database, [DDL(f"DROP INDEX {index}") for index in indexes])
    assert shape(database, lengths=True) != new
    _run(database, migration)
    updated = shape(database, lengths=True)
    database.close()
    return new, updated


def _tables_of(system: ModuleType) -> list[str]:
    """Those that it declares, without what it takes from the centre's own."""
    found = [
        value.name for name, value in vars(system).items() if isinstance(value, Table) and name not in vars(schema)
    ]
    assert found
    return found


def _run(database: Database, statements: Iterable[Executable]) -> None:
    with database.write() as connection:
        for statement in statements:
            connection.execute(statement)
