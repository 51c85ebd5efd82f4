"""Tables of the portal's citizen side; what is filed there stands in the tables of requests like any other."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, Text, text

from clerk_app.central.schema import FEED, METADATA
from clerk_app.contract.cases import PORTAL


def _part() -> Column[str]:
    return Column("municipality", String(40), primary_key=True)


PORTAL_ACCOUNT = Table(
    "portal_account",
    METADATA,
    _part(),
    Column("account", String(80), primary_key=True),
    Column("password", String(200), nullable=False),
    Column("person", LargeBinary, nullable=False),  # as canonical JSON
)

PORTAL_SESSION = Table(
    "portal_session",
    METADATA,
    _part(),
    Column("token", LargeBinary(32), primary_key=True),  # its digest
    Column("account", String(80), nullable=False),
    Column("expires", BigInteger, nullable=False),
)

PORTAL_POLICY = Table(
    "portal_policy",
    METADATA,
    _part(),
    Column("office", String(40), nullable=False),  # which works on what no row of portal_service names
    Column("pay_within", BigInteger, nullable=False),  # microseconds
    Column("unpaid_note", Text, nullable=False),
)

PORTAL_SERVICE = Table(
    "portal_service",
    METADATA,
    _part(),
    Column("service", String(80), primary_key=True),
    Column("office", String(40), nullable=False),  # "" = the default
    Column("offered", Boolean, nullable=False),
    Column("version", Integer, nullable=False),  # of the definition below, 0 without one
    Column("body", LargeBinary),  # of a service that only the portal has
)

PORTAL_FILING = Table(
    "portal_filing",
    METADATA,
    _part(),
    Column("seq", BigInteger, primary_key=True),
    Column("account", String(80), nullable=False),
    Column("key", String(64), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("number", String(20), nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", BigInteger, nullable=False),
    Column("filed", BigInteger, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("pay_by", BigInteger),  # as long as it is waited for
)
Index("portal_filing_once", PORTAL_FILING.c.municipality, PORTAL_FILING.c.account, PORTAL_FILING.c.key, unique=True)
Index("portal_filing_number", PORTAL_FILING.c.municipality, PORTAL_FILING.c.number, unique=True)
Index("portal_filing_own", PORTAL_FILING.c.municipality, PORTAL_FILING.c.account, PORTAL_FILING.c.seq)
Index("portal_filing_unpaid", PORTAL_FILING.c.municipality, PORTAL_FILING.c.pay_by)
Index("portal_filing_serial", PORTAL_FILING.c.municipality, PORTAL_FILING.c.year, PORTAL_FILING.c.serial)

OF_PORTAL = text(f"desk = '{PORTAL}'")
Index(
    "feed_of_filing",
    FEED.c.municipality,
    FEED.c.desk,
    FEED.c.seq,
    FEED.c.position,
    sqlite_where=OF_PORTAL,
    postgresql_where=OF_PORTAL,
)
"""What was told of one filing, of which there are few in a feed of many."""
