"""Tables of the office relays, as they first were; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Executable, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.schema import CreateTable

_METADATA = MetaData()

_TABLES = (
    Table(
        "office_key",
        _METADATA,
        Column("municipality", String(40), primary_key=True),
        Column("office", String(40), primary_key=True),
        Column("generation", Integer, primary_key=True, autoincrement=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("made", BigInteger, nullable=False),
    ),
    Table(
        "relay",
        _METADATA,
        Column("municipality", String(40), primary_key=True),
        Column("name", String(8), primary_key=True),
        Column("ordinal", Integer, nullable=False),
        Column("office", String(40), nullable=False),
        Column("sign_public", LargeBinary(32), nullable=False),
        Column("enrolled", BigInteger, nullable=False),
        Column("revoked", BigInteger),
    ),
    Table(
        "relay_code",
        _METADATA,
        Column("municipality", String(40), primary_key=True),
        Column("digest", LargeBinary(32), primary_key=True),
        Column("office", String(40), nullable=False),
        Column("expires", BigInteger, nullable=False),
        Column("used_by", String(8), nullable=False),
    ),
)

STATEMENTS: tuple[Executable, ...] = tuple(CreateTable(table) for table in _TABLES)
