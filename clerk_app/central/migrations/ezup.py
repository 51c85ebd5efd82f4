"""The tables of eZUP, as they first were; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Executable, Index, MetaData, String, Table, Text
from sqlalchemy.schema import CreateIndex, CreateTable

_METADATA = MetaData()


def _part() -> Column[str]:
    return Column("municipality", String(40), primary_key=True)


_GRANT = Table(
    "ezup_grant",
    _METADATA,
    _part(),
    Column("procedure", String(80), primary_key=True),
    Column("dataset", String(20), primary_key=True),
    Column("given", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)

_QUERY = Table(
    "ezup_query",
    _METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("case_desk", String(4), nullable=False),
    Column("case_seq", BigInteger, nullable=False),
    Column("number", String(20), nullable=False),
    Column("procedure", String(80), nullable=False),
    Column("rap", String(40), nullable=False),
    Column("legal_basis", String(500), nullable=False),
    Column("purpose", String(500), nullable=False),
    Column("dataset", String(20), nullable=False),
    Column("proof", String(40), nullable=False),
    Column("title", String(200), nullable=False),
    Column("key_kind", String(10), nullable=False),
    Column("key_shown", String(40), nullable=False),
    Column("key_digest", String(64), nullable=False),
    Column("statement", String(60), nullable=False),
    Column("user", String(60), nullable=False),
    Column("user_name", String(120), nullable=False),
    Column("grant", String(60), nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("valid_until", BigInteger, nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", String(60), nullable=False),
    Column("asking_until", BigInteger, nullable=False),
    Column("answered", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("printed", Boolean, nullable=False),
    Column("attached", BigInteger, nullable=False),
)

_READING = Table(
    "ezup_reading",
    _METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("query", BigInteger, nullable=False),
    Column("user", String(60), nullable=False),
    Column("user_name", String(120), nullable=False),
    Column("how", String(10), nullable=False),
    Column("made", BigInteger, nullable=False),
)
_STATEMENT = Table(
    "ezup_statement",
    _METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("proof", String(40), primary_key=True),
    Column("case_desk", String(4), nullable=False),
    Column("case_seq", BigInteger, nullable=False),
    Column("by", String(10), nullable=False),
    Column("signed", String(10), nullable=False),
    Column("made", BigInteger, nullable=False),
)

_OUTAGE = Table(
    "ezup_outage",
    _METADATA,
    _part(),
    Column("dataset", String(20), primary_key=True),
    Column("begins", BigInteger, primary_key=True),
    Column("ends", BigInteger, nullable=False),
)

_MIXUP = Table(
    "ezup_mixup",
    _METADATA,
    _part(),
    Column("dataset", String(20), primary_key=True),
    Column("key", String(40), primary_key=True),
    Column("answers", String(40), nullable=False),
)

STATEMENTS: tuple[Executable, ...] = (
    *(CreateTable(table) for table in (_GRANT, _QUERY, _READING, _STATEMENT, _OUTAGE, _MIXUP)),
    CreateIndex(Index("ezup_query_case", _QUERY.c.municipality, _QUERY.c.case_desk, _QUERY.c.case_seq)),
    CreateIndex(Index("ezup_query_open", _QUERY.c.state, _QUERY.c.arrived)),
    CreateIndex(Index("ezup_query_made", _QUERY.c.municipality, _QUERY.c.made)),
    CreateIndex(Index("ezup_query_key", _QUERY.c.municipality, _QUERY.c.key_digest)),
    CreateIndex(Index("ezup_reading_query", _READING.c.municipality, _READING.c.desk, _READING.c.query)),
    CreateIndex(Index("ezup_statement_case", _STATEMENT.c.municipality, _STATEMENT.c.case_desk, _STATEMENT.c.case_seq)),
)
