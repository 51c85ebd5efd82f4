"""Tables of payments: orders of requests, what the outside has reported, and the proofs that counters have noted."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, String, Table

from clerk_app.central.partitions import PARTED
from clerk_app.central.schema import METADATA


def _part() -> Column[str]:
    """The column by which everything partitions."""
    return Column("municipality", String(40), primary_key=True)


PAYMENT_ORDER = Table(
    "payment_order",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),  # of the entry that received the request
    Column("level", String(10), primary_key=True),
    Column("id", String(24), nullable=False),
    Column("account", String(18), nullable=False),
    Column("model", String(2), nullable=False),
    Column("reference", String(35), nullable=False),
    Column("issued", String(10), nullable=False),
    Column("expires", String(10), nullable=False),
    Column("ends", BigInteger),  # when it can no longer be paid, while that is waited for
    Column("amount", BigInteger, nullable=False),
    Column("paid", BigInteger, nullable=False),
    Column("noted", BigInteger, nullable=False),
    Column("least", BigInteger, nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("refunded", BigInteger, nullable=False),
    Column("pending", Boolean, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("expired", Boolean, nullable=False),
    Column("repeated", Boolean, nullable=False),  # its id or reference was another order's already: never found by them
    **PARTED,
)
Index("payment_order_id", PAYMENT_ORDER.c.municipality, PAYMENT_ORDER.c.id)
Index("payment_order_reference", PAYMENT_ORDER.c.municipality, PAYMENT_ORDER.c.reference)
Index("payment_order_ends", PAYMENT_ORDER.c.municipality, PAYMENT_ORDER.c.ends)

PAYMENT = Table(
    "payment",
    METADATA,
    _part(),
    Column("id", String(64), primary_key=True),  # the outside's own
    Column("digest", LargeBinary(32), nullable=False),
    Column("client", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),  # pending, paid, refunded
    Column("outcome", String(12), nullable=False),  # taken, late, kept, unmatched
    Column("why", String(40), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("booked", String(10), nullable=False),
    Column("told", String(40), nullable=False),  # order or reference, as it was reported
    Column("named", String(24), nullable=False),  # the order that it was found to be for
)
Index("payment_outcome", PAYMENT.c.municipality, PAYMENT.c.outcome, PAYMENT.c.at)

PAYMENT_PROOF = Table(
    "payment_proof",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("level", String(10), primary_key=True),
    Column("number", String(60), primary_key=True),
    Column("how", String(10), nullable=False),  # seen, scanned, terminal, attached
    Column("amount", BigInteger, nullable=False),
    Column("by", String(80), nullable=False),  # a desk or a client
    Column("at", BigInteger, nullable=False),
)
Index("payment_proof_number", PAYMENT_PROOF.c.municipality, PAYMENT_PROOF.c.number)
