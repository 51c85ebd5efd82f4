"""To version 3: lists for lookup fields, their rows through the versions, and what is being loaded; frozen."""

from __future__ import annotations

from sqlalchemy import Column, Executable, Index, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.schema import CreateIndex, CreateTable

_METADATA = MetaData()


def _key(name: str, length: int) -> Column[str]:
    return Column(name, String(length), primary_key=True)


_LIST = Table(
    "lookup_list",
    _METADATA,
    _key("municipality", 40),
    _key("name", 40),
    Column("version", Integer, nullable=False),
    Column("oldest", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
)
_ROW = Table(
    "lookup_row",
    _METADATA,
    _key("municipality", 40),
    _key("name", 40),
    _key("code", 60),
    Column("added", Integer, primary_key=True, autoincrement=False),
    Column("removed", Integer, nullable=False),
    Column("sr", String(200), nullable=False),
    Column("en", String(200), nullable=False),
)
_STAGED = Table(
    "lookup_staged",
    _METADATA,
    _key("municipality", 40),
    _key("name", 40),
    _key("code", 60),
    Column("sr", String(200), nullable=False),
    Column("en", String(200), nullable=False),
)
_INDEXES = [
    Index(f"lookup_row_{column}", *(_ROW.c[name] for name in ("municipality", "name", column, "code")))
    for column in ("added", "removed")
]

STATEMENTS: tuple[Executable, ...] = (*map(CreateTable, (_LIST, _ROW, _STAGED)), *map(CreateIndex, _INDEXES))
