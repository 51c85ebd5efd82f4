"""What the file holds now, as SQLAlchemy tables: four families that are never mixed (DESIGN §4).

``journal_*`` is what happened at this desk, ``replica_*`` what the centre told us, ``desk_*`` is mutable and never
sent, ``view_*`` can be rebuilt from the first two at any time. A fifth, ``neighbour_*``, is what the office's other
desks left at the relay: read here, never acted on.
"""

from __future__ import annotations

from sqlalchemy import (
    BLOB,
    INTEGER,
    TEXT,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    MetaData,
    Table,
    text,
)

METADATA = MetaData()


def _blob(name: str, *, key: bool = False) -> Column[bytes]:
    return Column(name, BLOB, primary_key=key, nullable=False)


def _number(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, INTEGER, primary_key=key, nullable=False)


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, TEXT, primary_key=key, nullable=False)


def _entry() -> Column[int]:
    """The number of a journal entry, as key of a row beside it."""
    return Column("seq", INTEGER, ForeignKey("journal_entry.seq"), primary_key=True, nullable=False)


journal_entry = Table(
    "journal_entry",
    METADATA,
    _number("seq", key=True),
    _text("kind"),
    _number("version"),
    _blob("subject"),
    _number("at"),
    _blob("boot"),
    _number("mono"),
    Column("clock_offset", INTEGER),
    Column("clock_offset_age", INTEGER),
    _text("grant_id"),
    _blob("commitment"),
    _blob("prev"),
    _blob("hash"),
    Column("running", INTEGER),
)
Index("journal_entry_subject", journal_entry.c.subject)
Index("journal_entry_at", journal_entry.c.at)
Index("journal_entry_looks", journal_entry.c.seq, sqlite_where=text("kind = 'looks.committed'"))

journal_body = Table("journal_body", METADATA, _entry(), _blob("salt"), _blob("body"))
journal_look = Table(
    "journal_look",
    METADATA,
    _number("id", key=True),
    _number("at"),
    _text("grant_id"),
    _text("activity"),
    _blob("subject"),
)
journal_enclosure = Table(
    "journal_enclosure", METADATA, _text("sha256", key=True), _number("seq", key=True), sqlite_with_rowid=False
)
Index("journal_enclosure_entry", journal_enclosure.c.seq)
journal_enclosure_key = Table(
    "journal_enclosure_key", METADATA, _text("sha256", key=True), _blob("key"), _number("size")
)

replica_position = Table(
    "replica_position", METADATA, Column("id", INTEGER, CheckConstraint("id = 1"), primary_key=True), _number("reached")
)
replica_request = Table(
    "replica_request",
    METADATA,
    _text("desk", key=True),
    _number("seq", key=True),
    Column("subject", BLOB),
    _number("version"),
    _blob("state"),
    sqlite_with_rowid=False,
)
Index(
    "replica_request_subject",
    replica_request.c.subject,
    unique=True,
    sqlite_where=text("subject IS NOT NULL"),
)


def _change_columns() -> tuple[Column[str], Column[int], Column[int], Column[int], Column[str], Column[bytes]]:
    """One change of the feed as it came."""
    return (
        _text("desk", key=True),
        _number("seq", key=True),
        _number("version", key=True),
        _number("position"),
        _text("kind"),
        _blob("body"),
    )


replica_case = Table(
    "replica_case",
    METADATA,
    _number("place", key=True),
    _text("desk"),
    _number("seq"),
    _blob("subject"),
    _number("version"),
    _number("leaving"),
)
"""Requests that were received elsewhere; the view of each stands under its ``place``, below zero."""
Index("replica_case_entry", replica_case.c.desk, replica_case.c.seq, unique=True)
Index("replica_case_subject", replica_case.c.subject, unique=True)
replica_event = Table("replica_event", METADATA, *_change_columns(), sqlite_with_rowid=False)
Index("replica_event_document", replica_event.c.position, sqlite_where=text("kind = 'document'"))
replica_document = Table(
    "replica_document",
    METADATA,
    _text("desk", key=True),
    _number("seq", key=True),
    _number("version", key=True),
    _text("sha256"),
    _number("here"),
    _number("tries"),
    _number("again_at"),
    sqlite_with_rowid=False,
)
"""Documents that were fetched, or that could not be; one that is not here is still to be asked for."""
Index("replica_document_file", replica_document.c.sha256)
replica_unknown = Table("replica_unknown", METADATA, *_change_columns(), sqlite_with_rowid=False)
replica_record = Table(
    "replica_record", METADATA, _number("seq", key=True), _blob("subject"), _blob("payload"), _number("keep_until")
)
"""What registers told on this desk's queries, by the entry that asked; no change of the feed has it."""
Index("replica_record_subject", replica_record.c.subject)
replica_reference = Table(
    "replica_reference", METADATA, _text("name", key=True), _text("service"), _number("version"), _blob("item")
)
replica_list = Table(
    "replica_list",
    METADATA,
    _text("name", key=True),
    _number("generation"),
    _number("version"),
    _number("count"),
    _blob("digest"),
)
replica_list_row = Table(
    "replica_list_row",
    METADATA,
    _number("id", key=True),
    _number("generation"),
    _text("code"),
    _text("sr"),
    _text("en"),
    _number("added"),
    _number("removed"),
    sqlite_autoincrement=True,  # a row that went leaves its words behind: nobody else may come under its number
)
Index("replica_list_row_code", replica_list_row.c.generation, replica_list_row.c.code)
Index(
    "replica_list_row_added",
    replica_list_row.c.generation,
    replica_list_row.c.added,
    sqlite_where=text("added > 0"),
)
Index(
    "replica_list_row_removed",
    replica_list_row.c.generation,
    replica_list_row.c.removed,
    sqlite_where=text("removed > 0"),
)
replica_list_load = Table(
    "replica_list_load",
    METADATA,
    _text("name", key=True),
    _number("generation"),
    _number("version"),
    _number("since"),
    _text("after"),
    _number("count"),
    _blob("digest"),
    _number("wanted_count"),
    _blob("wanted_digest"),
)
replica_list_left = Table("replica_list_left", METADATA, _number("generation", key=True))

desk_outbox = Table(
    "desk_outbox",
    METADATA,
    _entry(),
    _blob("subject"),
    _number("urgent"),
    _text("deadline"),
    _number("size"),
    _number("at"),
    _text("state"),
    _number("attempts"),
    _number("next_try"),
    _number("since"),
    _text("code"),
    _text("params"),
    Column("sending", INTEGER),
)
Index("desk_outbox_due", desk_outbox.c.deadline, desk_outbox.c.seq, sqlite_where=text("state = 'waiting'"))
Index("desk_outbox_open", desk_outbox.c.subject, desk_outbox.c.seq, sqlite_where=text("state <> 'accepted'"))
Index("desk_outbox_attention", desk_outbox.c.seq, sqlite_where=text("state IN ('held', 'refused')"))
Index("desk_outbox_sending", desk_outbox.c.sending, unique=True, sqlite_where=text("state = 'sending'"))
desk_parcel = Table("desk_parcel", METADATA, _number("first", key=True), _number("last"), _blob("seqs"))
desk_sending = Table(
    "desk_sending",
    METADATA,
    Column("id", INTEGER, CheckConstraint("id = 1"), primary_key=True),
    _number("last"),
    _number("have"),
)
desk_query = Table("desk_query", METADATA, _number("seq", key=True), _number("until"))
desk_draft = Table("desk_draft", METADATA, _text("id", key=True), _text("clerk"), _number("saved"), _blob("content"))
desk_print_job = Table(
    "desk_print_job",
    METADATA,
    _blob("subject", key=True),
    _blob("id", key=True),
    _text("kind"),
    _number("copy"),
    _text("state"),
    _number("attempts"),
    _text("reason"),
    _number("made"),
    _number("finished"),
    sqlite_with_rowid=False,
)
Index("desk_print_job_open", desk_print_job.c.id, sqlite_where=text("state NOT IN ('printed', 'dropped')"))
desk_transfer = Table(
    "desk_transfer", METADATA, _text("sha256", key=True), _blob("ref"), _blob("wrap"), _number("done")
)
desk_upload_failure = Table(
    "desk_upload_failure",
    METADATA,
    _text("sha256", key=True),
    _number("tries"),
    _number("reached"),
    _number("held"),
    _text("code"),
)
desk_grant = Table("desk_grant", METADATA, _text("user", key=True), _blob("payload"), _blob("signature"))
desk_setting = Table("desk_setting", METADATA, _text("name", key=True), _text("value"))
desk_outage = Table(
    "desk_outage", METADATA, _number("began", key=True), _number("ended"), _text("kind"), _number("running")
)
"""When the line was away, microseconds UTC; ``ended`` of one that is ``running`` is until when it is known."""

desk_passed = Table(
    "desk_passed",
    METADATA,
    _number("number", key=True),
    _number("at"),
    _text("carrier"),
    *(_number(name) for name in ("first", "last", "entries", "requests", "bytes")),
    _text("fate"),
    *(_number(name) for name in ("stopped", "changes", "answered", "tries")),
)
"""``ports.line_record.Passed``, the last of them."""
desk_pace = Table("desk_pace", METADATA, _number("begins", key=True), _number("rate"), _number("delay"))
"""``ports.line_record.Pace``: how the line was, stretch by stretch."""
desk_office_key = Table("desk_office_key", METADATA, _number("generation", key=True), _blob("secret"))
desk_relay = Table(
    "desk_relay",
    METADATA,
    Column("id", INTEGER, CheckConstraint("id = 1"), primary_key=True, nullable=False),
    _blob("run"),
    _number("last"),
    _number("neighbour"),
)
"""What the last run of a relay has: sending numbers up to ``last``; its neighbours' parcels were read that far."""

neighbour_request = Table(
    "neighbour_request",
    METADATA,
    _text("desk", key=True),
    _number("seq", key=True),
    _blob("subject"),
    _number("came"),
    _text("terms"),
    _blob("request"),
    sqlite_with_rowid=False,
)
"""Received at another counter of the office, read at the relay; gone when the replica has it."""
Index("neighbour_request_subject", neighbour_request.c.subject, unique=True)

view_request = Table(
    "view_request",
    METADATA,
    _number("seq", key=True),
    _blob("subject"),
    _text("day"),
    _text("clerk"),
    _text("deadline"),
    _number("waiting"),
    _number("running"),
    _number("unfinished"),
    _text("handler"),
    _text("origin"),
    _number("came"),
    _blob("view"),
)
Index("view_request_day", view_request.c.day)
Index("view_request_came", view_request.c.came)
Index("view_request_handler", view_request.c.handler, sqlite_where=text("handler <> ''"))
Index(
    "view_request_nobodys",
    view_request.c.deadline,
    view_request.c.waiting,
    sqlite_where=text("handler = '' AND unfinished = 1"),
)
Index("view_request_portal", view_request.c.seq, sqlite_where=text("origin = 'portal'"))
Index(
    "view_request_unfinished",
    view_request.c.deadline,
    view_request.c.waiting,
    view_request.c.running,
    sqlite_where=text("waiting = 1 OR running = 1"),
)
view_measure = Table(
    "view_measure",
    METADATA,
    _number("seq", key=True),
    _text("service"),
    *(
        _number(name)
        for name in (
            "origin", "received", "due", "decided", "running", "by_body", "by_party", "obtained", "fee", "paid",
            "inbox", "visit", "later", "called", "grade",
        )
    ),
)  # fmt: skip
"""``domain.index_facts.Facts`` of each request that counts, under the ``seq`` of its view; nothing of a person."""
view_recent = Table("view_recent", METADATA, _number("seq", key=True), _text("terms"))
view_indexed = Table("view_indexed", METADATA, _number("seq", key=True), _text("terms"))

TRIGGERS = (
    """CREATE TRIGGER journal_entry_stays BEFORE DELETE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only'); END""",
    """CREATE TRIGGER journal_entry_keeps BEFORE UPDATE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only'); END""",
    """CREATE TRIGGER journal_look_stays BEFORE DELETE ON journal_look
    BEGIN SELECT RAISE(ABORT, 'journal_look is append-only'); END""",
    """CREATE TRIGGER journal_look_keeps BEFORE UPDATE ON journal_look
    BEGIN SELECT RAISE(ABORT, 'journal_look is append-only'); END""",
    """CREATE TRIGGER journal_body_keeps BEFORE UPDATE ON journal_body
    BEGIN SELECT RAISE(ABORT, 'a body is erased or kept, never changed'); END""",
    """CREATE TRIGGER desk_sending_forward BEFORE UPDATE ON desk_sending WHEN NEW.last < OLD.last
    BEGIN SELECT RAISE(ABORT, 'sending numbers are never reused'); END""",
    """CREATE TRIGGER replica_position_forward BEFORE UPDATE ON replica_position WHEN NEW.reached < OLD.reached
    BEGIN SELECT RAISE(ABORT, 'the position never goes back'); END""",
)
"""Promises of DESIGN §4 that the file itself keeps, whoever writes."""

SEARCH_INDEX = (
    # Words are folded before they come here, so every sign that is left belongs to its word. detail=none: prefixes and
    # AND are all that is asked. No content of its own: view_indexed has the words, exactly as the index has them.
    """CREATE VIRTUAL TABLE view_index USING fts5(terms, content='', columnsize=0, detail=none, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'")""",
    "INSERT INTO view_index(view_index, rank) VALUES('secure-delete', 1)",
)
