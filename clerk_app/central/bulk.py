"""Writing many rows of one table: on PostgreSQL in one ``COPY``, elsewhere in one ``INSERT``; its text is made once.

SQLAlchemy's own way goes through its compiler for each row, which costs several times what the database needs for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, Boolean, Connection, Integer, LargeBinary, String, Table, Text

from clerk_app.central.postgresql import COPIED, NAME

_FEW = 4  # rows that are sooner inserted than a copy is begun
_TYPES = {BigInteger: "int8", Integer: "int4", Boolean: "bool", LargeBinary: "bytea", String: "varchar", Text: "text"}


class Rows:
    """The rows of a table, in these columns; whatever others it has take what they hold by themselves."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        self._values = itemgetter(*names)
        self._types = [_type_of(table, name) for name in names]
        into = f'"{table.name}" ({", ".join(f'"{name}"' for name in names)})'
        self._copy = f"COPY {into} FROM STDIN (FORMAT BINARY)"
        self._insert = {
            style: f"INSERT INTO {into} VALUES ({', '.join([sign] * len(names))})"  # noqa: S608 - names of our own tables
            for style, sign in (("qmark", "?"), ("pyformat", "%s"))
        }

    def add(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write them; what is wrong with one is wrong with all."""
        values = list(map(self._values, rows))
        if connection.dialect.name == NAME and len(values) > _FEW:
            connection.exec_driver_sql(self._copy, values, execution_options={COPIED: self._types})
        elif values:
            connection.exec_driver_sql(self._insert[connection.dialect.paramstyle], values)


def _type_of(table: Table, name: str) -> str:
    """What PostgreSQL calls the type of a column."""
    return _TYPES[type(table.c[name].type)]
