"""Tables of delivery: documents of cases, deliveries with each of their steps; times are microseconds UTC."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from clerk_app.central.schema import METADATA


def _part() -> Column[str]:
    """The column by which everything partitions."""
    return Column("municipality", String(40), primary_key=True)


DOCUMENT = Table(
    "document",
    METADATA,
    _part(),
    Column("id", String(32), primary_key=True),
    Column("desk", String(4), nullable=False),  # with seq: the case
    Column("seq", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("signed", String(200), nullable=False),  # who signed it, if somebody did
    Column("sealed", LargeBinary, nullable=False),  # under the centre's storage key
    Column("replaces", String(64), nullable=False),  # SHA-256 of what it took the place of, or nothing
    Column("at", BigInteger, nullable=False),
)
Index("document_of", DOCUMENT.c.municipality, DOCUMENT.c.desk, DOCUMENT.c.seq)

DELIVERY = Table(
    "delivery",
    METADATA,
    _part(),
    Column("id", String(32), primary_key=True),
    Column("desk", String(4), nullable=False),  # with seq: the case
    Column("seq", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("title", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("person", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("replaces", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=True),  # when it counts as delivered, or goes another way, without a word
    Column("legal_date", String(10), nullable=False),
    Column("appeal_until", String(10), nullable=False),
)
Index("delivery_of", DELIVERY.c.municipality, DELIVERY.c.desk, DELIVERY.c.seq)
Index("delivery_due", DELIVERY.c.municipality, DELIVERY.c.due)
Index("delivery_to", DELIVERY.c.municipality, DELIVERY.c.person)

DELIVERY_EVENT = Table(
    "delivery_event",
    METADATA,
    _part(),
    Column("delivery", String(32), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("told", BigInteger, nullable=False),
    Column("desk", String(4), nullable=False),
    Column("entry", BigInteger, nullable=False),
    Column("evidence", String(12), nullable=False),
    Column("number", String(60), nullable=False),
    Column("text", String(500), nullable=False),
    Column("sha256", String(64), nullable=False),
)

AWAITED_PAPER = Table(
    "awaited_paper",
    METADATA,
    _part(),
    Column("sha256", String(64), primary_key=True),
    Column("desk", String(4), primary_key=True),  # with seq: the case
    Column("seq", BigInteger, primary_key=True),
    Column("came", LargeBinary, nullable=False),  # what is told once it is here; empty where only a delivery waits
)
