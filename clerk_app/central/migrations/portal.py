"""The portal's citizen side: accounts, sessions, policy, services, filings; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Executable,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.schema import CreateIndex, CreateTable

_METADATA = MetaData()


def _table(name: str, *columns: Column[object]) -> Table:
    return Table(name, _METADATA, Column("municipality", String(40), primary_key=True), *columns)


_ACCOUNT = _table(
    "portal_account",
    Column("account", String(80), primary_key=True),
    Column("password", String(200), nullable=False),
    Column("person", LargeBinary, nullable=False),
)
_SESSION = _table(
    "portal_session",
    Column("token", LargeBinary(32), primary_key=True),
    Column("account", String(80), nullable=False),
    Column("expires", BigInteger, nullable=False),
)
_POLICY = _table(
    "portal_policy",
    Column("office", String(40), nullable=False),
    Column("pay_within", BigInteger, nullable=False),
    Column("unpaid_note", Text, nullable=False),
)
_SERVICE = _table(
    "portal_service",
    Column("service", String(80), primary_key=True),
    Column("office", String(40), nullable=False),
    Column("offered", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", LargeBinary),
)
_FILING = _table(
    "portal_filing",
    Column("seq", BigInteger, primary_key=True),
    Column("account", String(80), nullable=False),
    Column("key", String(64), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("number", String(20), nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", BigInteger, nullable=False),
    Column("filed", BigInteger, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("pay_by", BigInteger),
)
_INDEXES = (
    Index("portal_filing_once", _FILING.c.municipality, _FILING.c.account, _FILING.c.key, unique=True),
    Index("portal_filing_number", _FILING.c.municipality, _FILING.c.number, unique=True),
    Index("portal_filing_own", _FILING.c.municipality, _FILING.c.account, _FILING.c.seq),
    Index("portal_filing_unpaid", _FILING.c.municipality, _FILING.c.pay_by),
    Index("portal_filing_serial", _FILING.c.municipality, _FILING.c.year, _FILING.c.serial),
)

STATEMENTS: tuple[Executable, ...] = (
    *(CreateTable(table) for table in (_ACCOUNT, _SESSION, _POLICY, _SERVICE, _FILING)),
    *(CreateIndex(index) for index in _INDEXES),
    text("CREATE INDEX feed_of_filing ON feed (municipality, desk, seq, position) WHERE desk = 'PORT'"),
)
