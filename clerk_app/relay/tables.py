"""What a relay keeps: parcels as they are, answers as they are, and what it is itself; it can open none of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint

METADATA = MetaData()

OWN = Table(
    "own",
    METADATA,
    Column("name", String(20), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

PARCEL = Table(
    "parcel",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("desk", String(4), nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    Column("chain_seq", BigInteger, nullable=False),
    Column("chain_head", LargeBinary(32), nullable=False),
    Column("came", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),
    Column("code", String(60), nullable=False),
    UniqueConstraint("desk", "first", "count", "chain_seq", "chain_head"),
    sqlite_autoincrement=True,
)
"""``state``: kept | taken (the centre has it) | rejected (as ``code`` says)."""

SEALED = Table(
    "sealed",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("desk", String(4), nullable=False),
    Column("size", Integer, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)
"""The bytes of what is kept: rows of their own, because a row that only shrinks gives its page to nobody."""
Index("sealed_of_desk", SEALED.c.desk, SEALED.c.size)

DESK = Table(
    "desk",
    METADATA,
    Column("code", String(4), primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("have", BigInteger, nullable=False),
    Column("heard", BigInteger, nullable=False),
)

ANSWER = Table(
    "answer",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("desk", String(4), nullable=False),
    Column("asked_position", BigInteger, nullable=False),
    Column("asked_have", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("have", BigInteger, nullable=False),
    Column("came", BigInteger, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)
Index("answer_of_desk", ANSWER.c.desk, ANSWER.c.number)
