"""The table of the test authority's certificates, as it first was; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Executable, MetaData, String, Table
from sqlalchemy.schema import CreateTable

_CERTIFICATE = Table(
    "trust_certificate",
    MetaData(),
    Column("municipality", String(40), primary_key=True),
    Column("serial", String(40), primary_key=True),
    Column("issued", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)

STATEMENTS: tuple[Executable, ...] = (CreateTable(_CERTIFICATE),)
