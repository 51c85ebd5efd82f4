"""The tables of payments, as they first were; frozen, like every migration."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Executable, Index, LargeBinary, MetaData, String, Table
from sqlalchemy.schema import CreateIndex, CreateTable

_METADATA = MetaData()


def _part() -> Column[str]:
    return Column("municipality", String(40), primary_key=True)


_ORDER = Table(
    "payment_order",
    _METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("level", String(10), primary_key=True),
    Column("id", String(24), nullable=False),
    Column("account", String(18), nullable=False),
    Column("model", String(2), nullable=False),
    Column("reference", String(35), nullable=False),
    Column("issued", String(10), nullable=False),
    Column("expires", String(10), nullable=False),
    Column("ends", BigInteger),
    Column("amount", BigInteger, nullable=False),
    Column("paid", BigInteger, nullable=False),
    Column("noted", BigInteger, nullable=False),
    Column("least", BigInteger, nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("refunded", BigInteger, nullable=False),
    Column("pending", Boolean, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("expired", Boolean, nullable=False),
    Column("repeated", Boolean, nullable=False),
    postgresql_partition_by="HASH (municipality)",
)
_PAYMENT = Table(
    "payment",
    _METADATA,
    _part(),
    Column("id", String(64), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("client", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("why", String(40), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("booked", String(10), nullable=False),
    Column("told", String(40), nullable=False),
    Column("named", String(24), nullable=False),
)
_PROOF = Table(
    "payment_proof",
    _METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("level", String(10), primary_key=True),
    Column("number", String(60), primary_key=True),
    Column("how", String(10), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
)

STATEMENTS: tuple[Executable, ...] = (
    *(CreateTable(table) for table in (_ORDER, _PAYMENT, _PROOF)),
    CreateIndex(Index("payment_order_id", _ORDER.c.municipality, _ORDER.c.id)),
    CreateIndex(Index("payment_order_reference", _ORDER.c.municipality, _ORDER.c.reference)),
    CreateIndex(Index("payment_order_ends", _ORDER.c.municipality, _ORDER.c.ends)),
    CreateIndex(Index("payment_outcome", _PAYMENT.c.municipality, _PAYMENT.c.outcome, _PAYMENT.c.at)),
    CreateIndex(Index("payment_proof_number", _PROOF.c.municipality, _PROOF.c.number)),
)
