"""Tables of the office relays: keys of offices in generations, relays, and codes for new ones."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table

from clerk_app.central.schema import METADATA

OFFICE_KEY = Table(
    "office_key",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("office", String(40), primary_key=True),
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("made", BigInteger, nullable=False),
)

RELAY = Table(
    "relay",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("name", String(8), primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("office", String(40), nullable=False),
    Column("sign_public", LargeBinary(32), nullable=False),
    Column("enrolled", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)

RELAY_CODE = Table(
    "relay_code",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("digest", LargeBinary(32), primary_key=True),
    Column("office", String(40), nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used_by", String(8), nullable=False, default=""),
)
