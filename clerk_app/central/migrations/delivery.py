"""The tables of delivery, as they first were; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Executable, Index, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.schema import CreateIndex, CreateTable

_METADATA = MetaData()


def _part() -> Column[str]:
    return Column("municipality", String(40), primary_key=True)


_DOCUMENT = Table(
    "document",
    _METADATA,
    _part(),
    Column("id", String(32), primary_key=True),
    Column("desk", String(4), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("signed", String(200), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("replaces", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
)

_DELIVERY = Table(
    "delivery",
    _METADATA,
    _part(),
    Column("id", String(32), primary_key=True),
    Column("desk", String(4), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("title", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("person", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("replaces", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=True),
    Column("legal_date", String(10), nullable=False),
    Column("appeal_until", String(10), nullable=False),
)

_EVENT = Table(
    "delivery_event",
    _METADATA,
    _part(),
    Column("delivery", String(32), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("told", BigInteger, nullable=False),
    Column("desk", String(4), nullable=False),
    Column("entry", BigInteger, nullable=False),
    Column("evidence", String(12), nullable=False),
    Column("number", String(60), nullable=False),
    Column("text", String(500), nullable=False),
    Column("sha256", String(64), nullable=False),
)

_AWAITED = Table(
    "awaited_paper",
    _METADATA,
    _part(),
    Column("sha256", String(64), primary_key=True),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("came", LargeBinary, nullable=False),
)
_INDEXES = (
    Index("document_of", _DOCUMENT.c.municipality, _DOCUMENT.c.desk, _DOCUMENT.c.seq),
    Index("delivery_of", _DELIVERY.c.municipality, _DELIVERY.c.desk, _DELIVERY.c.seq),
    Index("delivery_due", _DELIVERY.c.municipality, _DELIVERY.c.due),
    Index("delivery_to", _DELIVERY.c.municipality, _DELIVERY.c.person),
)

STATEMENTS: tuple[Executable, ...] = (
    *(CreateTable(table) for table in (_DOCUMENT, _DELIVERY, _EVENT, _AWAITED)),
    *(CreateIndex(index) for index in _INDEXES),
)
