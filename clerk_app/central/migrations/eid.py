"""The tables of eID, as they first were; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Executable, Index, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.schema import CreateIndex, CreateTable

_METADATA = MetaData()


def _part() -> Column[str]:
    return Column("municipality", String(40), primary_key=True)


_ACCOUNT = Table(
    "eid_account",
    _METADATA,
    _part(),
    Column("number", String(20), primary_key=True),
    Column("name", String(170), nullable=False),
    Column("level", String(10), nullable=False),
    Column("state", String(12), nullable=False),
    Column("email", String(120), nullable=False),
    Column("phone", String(20), nullable=False),
    Column("act", String(32), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("made", BigInteger, nullable=False),
)
_EVENT = Table(
    "eid_event",
    _METADATA,
    _part(),
    Column("number", String(20), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("what", String(20), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("user", String(60), nullable=False),
    Column("document", String(20), nullable=False),
)
_PARAMETERS = Table(
    "eid_parameters",
    _METADATA,
    _part(),
    Column("id", String(32), primary_key=True),
    Column("number", String(20), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("user", String(60), nullable=False),
    Column("state", String(10), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("code", LargeBinary(32), nullable=False),
    Column("at", BigInteger, nullable=False),
)
_OUTAGE = Table("eid_outage", _METADATA, _part(), Column("until", BigInteger, nullable=False))

STATEMENTS: tuple[Executable, ...] = (
    *(CreateTable(table) for table in (_ACCOUNT, _EVENT, _PARAMETERS, _OUTAGE)),
    CreateIndex(Index("eid_email", _ACCOUNT.c.municipality, _ACCOUNT.c.email, unique=True)),
    CreateIndex(Index("eid_parameters_of", _PARAMETERS.c.municipality, _PARAMETERS.c.number)),
)
