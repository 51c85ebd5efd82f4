"""The big tables on PostgreSQL: each in parts, by the hash of its municipality; SQLite has them whole.

A part is a table of its own for the vacuum, for an index that is built, for a backup. Statements speak of the whole,
and name the municipality, so that the database looks into one part alone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, MetaData, Table, inspect, text

from clerk_app.central.postgresql import NAME

PARTS = 8
PARTED: dict[str, Any] = {"postgresql_partition_by": "HASH (municipality)"}
"""Given to a table that is kept in parts."""
_MARK = "_part"
_IS_PARTED = text(
    "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind = 'p' AND n.nspname = current_schema()"
)


def is_parted(table: Table) -> bool:
    """Whether a table is declared to be kept in parts."""
    return bool(table.dialect_options[NAME].get("partition_by"))


def is_part(name: str) -> bool:
    """Whether a table of this name is a part of another."""
    return name.rpartition(_MARK)[2].isdigit()


def make_parts(connection: Connection, metadata: MetaData) -> None:
    """Make the parts that tables do not have yet; one that an earlier program made whole stays whole."""
    if connection.dialect.name != NAME:
        return
    parted = set(connection.execute(_IS_PARTED).scalars())
    there = set(inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        for place in range(PARTS if table.name in parted else 0):
            name = f"{table.name}{_MARK}{place}"
            if name not in there:
                said = f"FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {place})"
                connection.execute(text(f'CREATE TABLE "{name}" PARTITION OF "{table.name}" {said}'))
