"""Tables of eID: accounts by identity number, what was done with each, parameters that were issued, and outages."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from clerk_app.central.schema import METADATA


def _part() -> Column[str]:
    """The column by which everything partitions."""
    return Column("municipality", String(40), primary_key=True)


EID_ACCOUNT = Table(
    "eid_account",
    METADATA,
    _part(),
    Column("number", String(20), primary_key=True),
    Column("name", String(170), nullable=False),
    Column("level", String(10), nullable=False),
    Column("state", String(12), nullable=False),
    Column("email", String(120), nullable=False),
    Column("phone", String(20), nullable=False),
    Column("act", String(32), nullable=False),  # the id under which it was registered
    Column("digest", LargeBinary(32), nullable=False),
    Column("made", BigInteger, nullable=False),
)
Index("eid_email", EID_ACCOUNT.c.municipality, EID_ACCOUNT.c.email, unique=True)

EID_EVENT = Table(
    "eid_event",
    METADATA,
    _part(),
    Column("number", String(20), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("what", String(20), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("user", String(60), nullable=False),
    Column("document", String(20), nullable=False),  # kind and last digits
)

EID_PARAMETERS = Table(
    "eid_parameters",
    METADATA,
    _part(),
    Column("id", String(32), primary_key=True),
    Column("number", String(20), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("user", String(60), nullable=False),
    Column("state", String(10), nullable=False),  # issued, given, void
    Column("sealed", LargeBinary, nullable=False),  # empty once it may not be asked for again
    Column("code", LargeBinary(32), nullable=False),  # a keyed digest
    Column("at", BigInteger, nullable=False),
)
Index("eid_parameters_of", EID_PARAMETERS.c.municipality, EID_PARAMETERS.c.number)

EID_OUTAGE = Table("eid_outage", METADATA, _part(), Column("until", BigInteger, nullable=False))
