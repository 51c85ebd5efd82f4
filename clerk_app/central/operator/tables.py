"""Tables of the operators: who they are, who is signed in, and what desks told of their lines."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, String, Table, false

from clerk_app.central.schema import METADATA


def _part() -> Column[str]:
    """The column by which everything partitions."""
    return Column("municipality", String(40), primary_key=True)


OPERATOR = Table(
    "operator",
    METADATA,
    _part(),
    Column("name", String(60), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("ended", Boolean, nullable=False, default=False, server_default=false()),  # stays, for what it has done
)

OPERATOR_SESSION = Table(
    "operator_session",
    METADATA,
    _part(),
    Column("digest", LargeBinary(32), primary_key=True),
    Column("operator", String(60), nullable=False),
    Column("began", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
)

DESK_LINK = Table(
    "desk_link",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("oldest", BigInteger, nullable=False),  # seconds that the oldest of them has waited
    Column("rate", Integer, nullable=False),  # bytes a second up, 0 while unknown
    Column("delay", Integer, nullable=False),  # milliseconds, 0 while unknown
    Column("outages", Integer, nullable=False),  # of today
)

DESK_LINK_HOUR = Table(
    "desk_link_hour",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("hour", BigInteger, primary_key=True),  # its first microsecond UTC
    Column("waiting", Integer, nullable=False),  # the most
    Column("rate", Integer, nullable=False),  # the least that is known
    Column("delay", Integer, nullable=False),  # the most
    Column("outages", Integer, nullable=False),  # the most
)
