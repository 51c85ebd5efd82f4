"""The table of indicators: the counts that each desk reported of each month."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table

from clerk_app.central.schema import METADATA

INDEX_LINE = Table(
    "index_line",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("desk", String(4), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("code", String(20), primary_key=True),
    Column("service", String(80), primary_key=True),  # empty for all others together
    Column("office", String(40), nullable=False),
    Column("numerator", BigInteger, nullable=False),
    Column("denominator", BigInteger, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("seq", BigInteger, nullable=False),  # of the entry that said so: a later one takes its place
    Column("at", BigInteger, nullable=False),
)
Index("index_line_office", INDEX_LINE.c.municipality, INDEX_LINE.c.month, INDEX_LINE.c.office)

INDEX_REPORT = Table(
    "index_report",
    METADATA,
    Column("municipality", String(40), primary_key=True),
    Column("desk", String(4), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("lines", Integer, nullable=False),
)
