"""Tables of the centre: every row but the number ledger and its lease carries its municipality.

Times are microseconds UTC. Written with types that SQLite and PostgreSQL share.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

from clerk_app.central.partitions import PARTED

METADATA = MetaData()
_COUNTED = BigInteger().with_variant(Integer, "sqlite")


def _part() -> Column[str]:
    """The column by which everything partitions."""
    return Column("municipality", String(40), primary_key=True)


def _word(name: str, longest: int) -> Column[str]:
    """A short text that older rows have not: empty there."""
    return Column(name, String(longest), nullable=False, default="", server_default="")


def part_index(name: str, *columns: Column[Any], where: str) -> None:
    """An index of few of a table's rows, which costs the others nothing."""
    Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


CENTRE_KEY = Table(
    "centre_key",
    METADATA,
    _part(),
    Column("purpose", String(20), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)

REFERENCE_ITEM = Table(
    "reference_item",
    METADATA,
    _part(),
    Column("name", String(120), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

OFFICE = Table(
    "office",
    METADATA,
    _part(),
    Column("code", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
)

COUNTER = Table(
    "counter",
    METADATA,
    _part(),
    Column("office", String(40), primary_key=True),
    Column("code", String(20), primary_key=True),
)

CLERK = Table(
    "clerk",
    METADATA,
    _part(),
    Column("user", String(60), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("office", String(40), nullable=False),  # "" = every office
    Column("password", String(200), nullable=False),
)

SIGN_IN_TRY = Table(
    "sign_in_try",
    METADATA,
    _part(),
    Column("name", LargeBinary(32), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("wait_until", BigInteger, nullable=False),
)

CLERK_GRANT = Table(
    "clerk_grant",
    METADATA,
    _part(),
    Column("id", String(40), primary_key=True),
    Column("user", String(60), nullable=False),
    Column("role", String(20), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("starts", BigInteger, nullable=False),
    Column("ends", BigInteger, nullable=False),
)

ENROLMENT_CODE = Table(
    "enrolment_code",
    METADATA,
    _part(),
    Column("digest", LargeBinary(32), primary_key=True),
    Column("office", String(40), nullable=False),
    Column("counter", String(20), nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used_by", String(4), nullable=False, default=""),
    Column("made", BigInteger, nullable=False, default=0, server_default="0"),
    _word("made_by", 60),
)

ENROLMENT_MISS = Table(
    "enrolment_miss",
    METADATA,
    Column("id", _COUNTED, primary_key=True, autoincrement=True),
    Column("municipality", String(40), nullable=False),
    Column("at", BigInteger, nullable=False),
)

DESK = Table(
    "desk",
    METADATA,
    _part(),
    Column("code", String(4), primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("office", String(40), nullable=False),
    Column("counter", String(20), nullable=False),
    Column("sign_public", LargeBinary(32), nullable=False),
    Column("seal_public", LargeBinary(32), nullable=False),
    Column("enrolled", BigInteger, nullable=False),
    Column("replaces", String(4), nullable=False, default=""),
    Column("fenced", BigInteger),
    Column("fence_head", LargeBinary(32)),
    Column("escrow", LargeBinary),
    Column("last_seen", BigInteger, nullable=False, default=0),
    Column("program", String(40), nullable=False, default=""),
    Column("have", BigInteger, nullable=False, default=0),
    Column("chain_ok_to", BigInteger, nullable=False, default=0),
    Column("chain_head", LargeBinary(32), nullable=False),
    Column("chain_broken", Boolean, nullable=False, default=False),
    Column("gap_since", BigInteger),
    Column("lacks_base", BigInteger, nullable=False, default=0),
    Column("lacks_dictionary", Integer, nullable=False, default=0),
    Column("stopped", BigInteger),  # from then on what it sends goes into quarantine
    Column("wipe_asked", BigInteger),
    Column("wiped", BigInteger),  # as the desk itself says
)

ENTRY = Table(
    "entry",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("subject", LargeBinary(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("boot", LargeBinary(16), nullable=False),
    Column("mono", BigInteger, nullable=False),
    Column("offset", BigInteger),
    Column("offset_age", BigInteger),
    Column("grant", String(60), nullable=False),
    Column("commitment", LargeBinary(32), nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("code", String(60), nullable=False),
    Column("params", Text, nullable=False),
    **PARTED,
)
part_index("entry_unsettled", ENTRY.c.municipality, ENTRY.c.outcome, ENTRY.c.desk, where="outcome <> 'accepted'")

ENTRY_BODY = Table(
    "entry_body",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    **PARTED,
)

CHAIN_CLAIM = Table(
    "chain_claim",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("head", LargeBinary(32), primary_key=True),
    **PARTED,
)

SENT_AHEAD = Table(
    "sent_ahead",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("first", BigInteger, primary_key=True),
    Column("last", BigInteger, primary_key=True),
)

SENT_RESULT = Table(
    "sent_result",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("code", String(60), nullable=False),
    Column("params", Text, nullable=False),
)

REQUEST = Table(
    "request",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("subject", LargeBinary(32), nullable=False),
    Column("number", String(20), nullable=False),
    Column("service", String(80), nullable=False),
    Column("service_version", Integer, nullable=False),
    Column("clerk", String(60), nullable=False),
    Column("form", Text, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("state", String(30), nullable=False),
    Column("version", Integer, nullable=False),
    Column("serial", BigInteger),
    Column("year", Integer),
    _word("office", 40),
    _word("origin", 10),  # "desk" or "portal"
    _word("handler", 60),
    _word("handler_name", 120),
    _word("deadline", 10),  # as long as it is not another than the desk's, the desk's
    _word("supplement_by", 10),
    _word("payment", 20),
    Column("missing", Text, nullable=False, default="[]", server_default="[]"),
    Column("withdrawn", Boolean, nullable=False, default=False, server_default=false()),
    **PARTED,
)
Index("request_subject", REQUEST.c.municipality, REQUEST.c.subject, unique=True)
Index("request_by_state", REQUEST.c.municipality, REQUEST.c.state, REQUEST.c.deadline)
part_index("request_unnumbered", REQUEST.c.arrived, where="serial IS NULL")

REQUEST_FIELD = Table(
    "request_field",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("field", String(200), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("by", String(60), nullable=False),  # a desk's code, or a handler
    Column("entry", BigInteger, nullable=False, server_default="0"),  # of that desk
    **PARTED,
)

STATUS_STEP = Table(
    "status_step",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", String(30), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    **PARTED,
)

FEED = Table(
    "feed",
    METADATA,
    _part(),
    Column("position", BigInteger, primary_key=True),
    Column("desk", String(4), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _word("office", 40),  # whose other desks hear of it too; "" = nobody else
    **PARTED,
)
Index("feed_of_office", FEED.c.municipality, FEED.c.office, FEED.c.position)
Index("feed_of_desk", FEED.c.municipality, FEED.c.desk, FEED.c.position)

FEED_COUNTER = Table("feed_counter", METADATA, _part(), Column("position", BigInteger, nullable=False))

NUMBER_LEDGER = Table(
    "number_ledger",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("serial", BigInteger, primary_key=True),
    Column("municipality", String(40), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)
Index("number_once", NUMBER_LEDGER.c.municipality, NUMBER_LEDGER.c.desk, NUMBER_LEDGER.c.seq, unique=True)

NUMBER_LEASE = Table(
    "number_lease",
    METADATA,
    Column("name", String(20), primary_key=True),
    Column("holder", String(40), nullable=False),
    Column("until", BigInteger, nullable=False),
)

ENCLOSURE = Table(
    "enclosure",
    METADATA,
    _part(),
    Column("desk", String(4), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("file", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
)

ALARM = Table(
    "alarm",
    METADATA,
    Column("id", _COUNTED, primary_key=True, autoincrement=True),
    Column("municipality", String(40), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("code", String(60), nullable=False),
    Column("params", Text, nullable=False),
    Column("seen", BigInteger),  # acknowledged then, by an operator
    _word("seen_by", 60),
    _word("note", 500),
)
Index("alarm_of_desk", ALARM.c.municipality, ALARM.c.desk, ALARM.c.code)
Index("alarm_open", ALARM.c.municipality, ALARM.c.seen, ALARM.c.id)

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", _COUNTED, primary_key=True, autoincrement=True),
    Column("municipality", String(40), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("what", String(60), nullable=False),
    Column("desk", String(4), nullable=False),
    Column("user", String(60), nullable=False),
    _word("actor", 60),  # the operator; nobody for what desks and the command line do
    _word("target", 200),
)
Index("audit_latest", AUDIT.c.municipality, AUDIT.c.id)
