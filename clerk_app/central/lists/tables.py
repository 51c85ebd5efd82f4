"""Tables of the lists for lookup fields: which there are, their rows through the versions, and what is being loaded.

A row counts from version ``added`` on, and up to ``removed`` (0: it is still there).
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from clerk_app.central.schema import METADATA


def _key(name: str, length: int) -> Column[str]:
    return Column(name, String(length), primary_key=True)


LOOKUP_LIST = Table(
    "lookup_list",
    METADATA,
    _key("municipality", 40),
    _key("name", 40),
    Column("version", Integer, nullable=False),
    Column("oldest", Integer, nullable=False),  # the version from which on changes are known
    Column("rows", Integer, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
)

LOOKUP_ROW = Table(
    "lookup_row",
    METADATA,
    _key("municipality", 40),
    _key("name", 40),
    _key("code", 60),
    Column("added", Integer, primary_key=True, autoincrement=False),
    Column("removed", Integer, nullable=False),
    Column("sr", String(200), nullable=False),
    Column("en", String(200), nullable=False),
)
Index("lookup_row_added", *(LOOKUP_ROW.c[name] for name in ("municipality", "name", "added", "code")))
Index("lookup_row_removed", *(LOOKUP_ROW.c[name] for name in ("municipality", "name", "removed", "code")))

LOOKUP_STAGED = Table(
    "lookup_staged",
    METADATA,
    _key("municipality", 40),
    _key("name", 40),
    _key("code", 60),
    Column("sr", String(200), nullable=False),
    Column("en", String(200), nullable=False),
)
