"""To version 2: tries at sign-in are counted by name, no longer with the clerk; frozen, like every migration.

What was counted is forgotten: at worst a wait of an hour ends early, once. The table may be there already, because
programs made what was missing before versions were kept.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table, text
from sqlalchemy.schema import CreateTable

_SIGN_IN_TRY = Table(
    "sign_in_try",
    MetaData(),
    Column("municipality", String(40), primary_key=True),
    Column("name", LargeBinary(32), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("wait_until", BigInteger, nullable=False),
)

STATEMENTS = (
    CreateTable(_SIGN_IN_TRY, if_not_exists=True),
    text("ALTER TABLE clerk DROP COLUMN failures"),
    text("ALTER TABLE clerk DROP COLUMN wait_until"),
)
