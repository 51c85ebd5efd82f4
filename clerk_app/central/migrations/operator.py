"""The tables of the operators, as they first were, and what they add to those that were there; frozen."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Executable,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    false,
    text,
)
from sqlalchemy.schema import CreateTable

_METADATA = MetaData()


def _part() -> Column[str]:
    return Column("municipality", String(40), primary_key=True)


_OPERATOR = Table(
    "operator",
    _METADATA,
    _part(),
    Column("name", String(60), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("ended", Boolean, nullable=False, server_default=false()),
)

_SESSION = Table(
    "operator_session",
    _METADATA,
    _part(),
    Column("digest", LargeBinary(32), primary_key=True),
    Column("operator", String(60), nullable=False),
    Column("began", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
)

_LINK = Table(
    "desk_link",
    _METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("oldest", BigInteger, nullable=False),
    Column("rate", Integer, nullable=False),
    Column("delay", Integer, nullable=False),
    Column("outages", Integer, nullable=False),
)

_LINK_HOUR = Table(
    "desk_link_hour",
    _METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("hour", BigInteger, primary_key=True),
    Column("waiting", Integer, nullable=False),
    Column("rate", Integer, nullable=False),
    Column("delay", Integer, nullable=False),
    Column("outages", Integer, nullable=False),
)

STATEMENTS: tuple[Executable, ...] = (
    *(CreateTable(table) for table in (_OPERATOR, _SESSION, _LINK, _LINK_HOUR)),
    *(text(f"ALTER TABLE desk ADD COLUMN {column} BIGINT") for column in ("stopped", "wipe_asked", "wiped")),
    text("ALTER TABLE enrolment_code ADD COLUMN made BIGINT DEFAULT 0 NOT NULL"),
    text("ALTER TABLE enrolment_code ADD COLUMN made_by VARCHAR(60) DEFAULT '' NOT NULL"),
    text("ALTER TABLE alarm ADD COLUMN seen BIGINT"),
    text("ALTER TABLE alarm ADD COLUMN seen_by VARCHAR(60) DEFAULT '' NOT NULL"),
    text("ALTER TABLE alarm ADD COLUMN note VARCHAR(500) DEFAULT '' NOT NULL"),
    text("CREATE INDEX alarm_open ON alarm (municipality, seen, id)"),
    text("ALTER TABLE audit ADD COLUMN actor VARCHAR(60) DEFAULT '' NOT NULL"),
    text("ALTER TABLE audit ADD COLUMN target VARCHAR(200) DEFAULT '' NOT NULL"),
    text("CREATE INDEX audit_latest ON audit (municipality, id)"),
)
