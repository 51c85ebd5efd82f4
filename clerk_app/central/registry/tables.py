"""Tables of the registry's REST: who may call, what they asked numbers for, and what they said of cases."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text

from clerk_app.central.schema import METADATA

ORIGIN = "REST"
"""Stands where the ledger and the steps of a case name a desk; no desk's code has these letters."""


def _part() -> Column[str]:
    return Column("municipality", String(40), primary_key=True)


REGISTRY_CLIENT = Table(
    "registry_client",
    METADATA,
    _part(),
    Column("name", String(80), primary_key=True),
    Column("body", String(80), nullable=False),
    Column("secret", String(200), nullable=False),
)

REGISTRY_TOKEN = Table(
    "registry_token",
    METADATA,
    _part(),
    Column("digest", LargeBinary(32), primary_key=True),
    Column("client", String(80), nullable=False),
    Column("ends", BigInteger, nullable=False),
)

REGISTRY_SUBMISSION = Table(
    "registry_submission",
    METADATA,
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
Index(
    "registry_submission_once",
    REGISTRY_SUBMISSION.c.municipality,
    REGISTRY_SUBMISSION.c.client,
    REGISTRY_SUBMISSION.c.key,
    unique=True,
)
Index("registry_submission_unnumbered", REGISTRY_SUBMISSION.c.serial, REGISTRY_SUBMISSION.c.arrived)

REGISTRY_EVENT = Table(
    "registry_event",
    METADATA,
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
