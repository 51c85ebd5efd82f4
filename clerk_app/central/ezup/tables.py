"""Tables of eZUP: who may ask for what, every query, who read what came of it, what parties stated, outages.

``ezup_query`` is the log of accesses: a row for each, kept as long as the case; only the data of the record go earlier.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table, Text

from clerk_app.central.schema import METADATA


def _part() -> Column[str]:
    """The column by which everything partitions."""
    return Column("municipality", String(40), primary_key=True)


EZUP_GRANT = Table(
    "ezup_grant",
    METADATA,
    _part(),
    Column("procedure", String(80), primary_key=True),
    Column("dataset", String(20), primary_key=True),
    Column("given", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)

EZUP_QUERY = Table(
    "ezup_query",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("case_desk", String(4), nullable=False),
    Column("case_seq", BigInteger, nullable=False),
    Column("number", String(20), nullable=False),  # the provisional number of the case, as the log names it
    Column("procedure", String(80), nullable=False),
    Column("rap", String(40), nullable=False),
    Column("legal_basis", String(500), nullable=False),
    Column("purpose", String(500), nullable=False),
    Column("dataset", String(20), nullable=False),
    Column("proof", String(40), nullable=False),
    Column("title", String(200), nullable=False),
    Column("key_kind", String(10), nullable=False),
    Column("key_shown", String(40), nullable=False),  # masked
    Column("key_digest", String(64), nullable=False),  # keyed
    Column("statement", String(60), nullable=False),
    Column("user", String(60), nullable=False),
    Column("user_name", String(120), nullable=False),
    Column("grant", String(60), nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("valid_until", BigInteger, nullable=False),
    Column("state", String(20), nullable=False),  # waiting, asking, or an outcome
    Column("reason", String(60), nullable=False),
    Column("asking_until", BigInteger, nullable=False),
    Column("answered", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),  # empty once it is not kept any longer
    Column("digest", String(64), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("printed", Boolean, nullable=False),
    Column("attached", BigInteger, nullable=False),
)
Index("ezup_query_case", EZUP_QUERY.c.municipality, EZUP_QUERY.c.case_desk, EZUP_QUERY.c.case_seq)
Index("ezup_query_open", EZUP_QUERY.c.state, EZUP_QUERY.c.arrived)
Index("ezup_query_made", EZUP_QUERY.c.municipality, EZUP_QUERY.c.made)
Index("ezup_query_key", EZUP_QUERY.c.municipality, EZUP_QUERY.c.key_digest)

EZUP_READING = Table(
    "ezup_reading",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("query", BigInteger, nullable=False),  # of the same desk
    Column("user", String(60), nullable=False),
    Column("user_name", String(120), nullable=False),
    Column("how", String(10), nullable=False),
    Column("made", BigInteger, nullable=False),
)
Index("ezup_reading_query", EZUP_READING.c.municipality, EZUP_READING.c.desk, EZUP_READING.c.query)

EZUP_STATEMENT = Table(
    "ezup_statement",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("proof", String(40), primary_key=True),
    Column("case_desk", String(4), nullable=False),
    Column("case_seq", BigInteger, nullable=False),
    Column("by", String(10), nullable=False),
    Column("signed", String(10), nullable=False),
    Column("made", BigInteger, nullable=False),
)
Index("ezup_statement_case", EZUP_STATEMENT.c.municipality, EZUP_STATEMENT.c.case_desk, EZUP_STATEMENT.c.case_seq)

EZUP_OUTAGE = Table(
    "ezup_outage",
    METADATA,
    _part(),
    Column("dataset", String(20), primary_key=True),
    Column("begins", BigInteger, primary_key=True),
    Column("ends", BigInteger, nullable=False),
)

EZUP_MIXUP = Table(
    "ezup_mixup",
    METADATA,
    _part(),
    Column("dataset", String(20), primary_key=True),
    Column("key", String(40), primary_key=True),
    Column("answers", String(40), nullable=False),
)
