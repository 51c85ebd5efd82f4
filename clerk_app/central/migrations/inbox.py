"""The tables of the inboxes, as they first were; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Executable, Integer, MetaData, String, Table
from sqlalchemy.schema import CreateTable

_METADATA = MetaData()


def _part() -> Column[str]:
    return Column("municipality", String(40), primary_key=True)


_INBOX = Table(
    "inbox",
    _METADATA,
    _part(),
    Column("person", String(20), primary_key=True),
    Column("open", Boolean, nullable=False),
    Column("bounces", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
)

_CONSENT = Table(
    "inbox_consent",
    _METADATA,
    _part(),
    Column("person", String(20), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("given", Boolean, nullable=False),
    Column("how", String(10), nullable=False),
    Column("given_on", String(10), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("at", BigInteger, nullable=False),
)

_LOOK = Table(
    "inbox_look",
    _METADATA,
    _part(),
    Column("person", String(20), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("desk", String(4), nullable=False),
    Column("user", String(60), nullable=False),
    Column("at", BigInteger, nullable=False),
)

STATEMENTS: tuple[Executable, ...] = (*(CreateTable(table) for table in (_INBOX, _CONSENT, _LOOK)),)
