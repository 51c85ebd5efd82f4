"""The tables of indicators, as they first were; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Executable, Index, Integer, MetaData, String, Table
from sqlalchemy.schema import CreateIndex, CreateTable

_METADATA = MetaData()
_LINE = Table(
    "index_line",
    _METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("desk", String(4), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("code", String(20), primary_key=True),
    Column("service", String(80), primary_key=True),
    Column("office", String(40), nullable=False),
    Column("numerator", BigInteger, nullable=False),
    Column("denominator", BigInteger, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)
_REPORT = Table(
    "index_report",
    _METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("desk", String(4), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("lines", Integer, nullable=False),
)

STATEMENTS: tuple[Executable, ...] = (
    CreateTable(_LINE),
    CreateTable(_REPORT),
    CreateIndex(Index("index_line_office", _LINE.c.municipality, _LINE.c.month, _LINE.c.office)),
)
