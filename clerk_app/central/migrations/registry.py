"""Tables of the registry's REST; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Executable, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.schema import CreateIndex, CreateTable

_TABLES = MetaData()


def _part() -> Column[str]:
    return Column("municipality", String(40), primary_key=True)


_CLIENT = Table(
    "registry_client",
    _TABLES,
    _part(),
    Column("name", String(80), primary_key=True),
    Column("body", String(80), nullable=False),
    Column("secret", String(200), nullable=False),
)

_TOKEN = Table(
    "registry_token",
    _TABLES,
    _part(),
    Column("digest", LargeBinary(32), primary_key=True),
    Column("client", String(80), nullable=False),
    Column("ends", BigInteger, nullable=False),
)

_SUBMISSION = Table(
    "registry_submission",
    _TABLES,
    _part(),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("client", String(80), nullable=False),
    Column("key", String(120), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("body", String(80), nullable=False),
    Column("told", Text, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("state", String(30), nullable=False),
    Column("version", Integer, nullable=False),
    Column("serial", BigInteger),
    Column("year", Integer),
)
_ONCE = Index(
    "registry_submission_once",
    _SUBMISSION.c.municipality,
    _SUBMISSION.c.client,
    _SUBMISSION.c.key,
    unique=True,
)
_UNNUMBERED = Index("registry_submission_unnumbered", _SUBMISSION.c.serial, _SUBMISSION.c.arrived)

_EVENT = Table(
    "registry_event",
    _TABLES,
    _part(),
    Column("year", Integer, primary_key=True),
    Column("serial", BigInteger, primary_key=True),
    Column("client", String(80), primary_key=True),
    Column("event", String(120), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("state", String(30), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),  # of the case that it made; 0 = it came late
)

STATEMENTS: tuple[Executable, ...] = (
    CreateTable(_CLIENT),
    CreateTable(_TOKEN),
    CreateTable(_SUBMISSION),
    CreateTable(_EVENT),
    CreateIndex(_ONCE),
    CreateIndex(_UNNUMBERED),
)
