"""Tables of the inboxes: those that were opened or closed since the population was made, consents, who asked."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table

from clerk_app.central.schema import METADATA


def _part() -> Column[str]:
    """The column by which everything partitions."""
    return Column("municipality", String(40), primary_key=True)


INBOX = Table(
    "inbox",
    METADATA,
    _part(),
    Column("person", String(20), primary_key=True),
    Column("open", Boolean, nullable=False),
    Column("bounces", Boolean, nullable=False),  # notices to its e-mail come back
    Column("at", BigInteger, nullable=False),
)

INBOX_CONSENT = Table(
    "inbox_consent",
    METADATA,
    _part(),
    Column("person", String(20), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("given", Boolean, nullable=False),
    Column("how", String(10), nullable=False),
    Column("given_on", String(10), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("at", BigInteger, nullable=False),
)

INBOX_LOOK = Table(
    "inbox_look",
    METADATA,
    _part(),
    Column("person", String(20), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("desk", String(4), nullable=False),
    Column("user", String(60), nullable=False),
    Column("at", BigInteger, nullable=False),
)
