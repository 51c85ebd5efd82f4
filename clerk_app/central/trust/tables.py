"""Certificates that the centre's test authority gave: so that it can say of each whether it holds."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table

from clerk_app.central.schema import METADATA

TRUST_CERTIFICATE = Table(
    "trust_certificate",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("serial", String(40), primary_key=True),  # hex
    Column("issued", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)
