"""Migration 1: the whole file as it first was; frozen, like every migration once a desk may have run it."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE desk_draft (id TEXT NOT NULL, clerk TEXT NOT NULL, saved INTEGER NOT NULL, content BLOB NOT
    NULL, PRIMARY KEY (id))""",
    """CREATE TABLE desk_grant (user TEXT NOT NULL, payload BLOB NOT NULL, signature BLOB NOT NULL, PRIMARY KEY
    (user))""",
    """CREATE TABLE desk_parcel (first INTEGER NOT NULL, last INTEGER NOT NULL, seqs BLOB NOT NULL, PRIMARY KEY
    (first))""",
    """CREATE TABLE desk_print_job (subject BLOB NOT NULL, id BLOB NOT NULL, kind TEXT NOT NULL, copy INTEGER NOT
    NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL, made INTEGER NOT NULL,
    finished INTEGER NOT NULL, PRIMARY KEY (subject, id)) WITHOUT ROWID""",
    """CREATE INDEX desk_print_job_open ON desk_print_job (id) WHERE state NOT IN ('printed', 'dropped')""",
    """CREATE TABLE desk_sending (id INTEGER NOT NULL CHECK (id = 1), last INTEGER NOT NULL, have INTEGER NOT NULL,
    PRIMARY KEY (id))""",
    "CREATE TABLE desk_setting (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name))",
    """CREATE TABLE desk_transfer (sha256 TEXT NOT NULL, ref BLOB NOT NULL, wrap BLOB NOT NULL, done INTEGER NOT
    NULL, PRIMARY KEY (sha256))""",
    """CREATE TABLE journal_enclosure (sha256 TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (sha256, seq))
    WITHOUT ROWID""",
    "CREATE INDEX journal_enclosure_entry ON journal_enclosure (seq)",
    """CREATE TABLE journal_enclosure_key (sha256 TEXT NOT NULL, "key" BLOB NOT NULL, size INTEGER NOT NULL,
    PRIMARY KEY (sha256))""",
    """CREATE TABLE journal_entry (seq INTEGER NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL, subject BLOB
    NOT NULL, at INTEGER NOT NULL, boot BLOB NOT NULL, mono INTEGER NOT NULL, clock_offset INTEGER,
    clock_offset_age INTEGER, grant_id TEXT NOT NULL, commitment BLOB NOT NULL, prev BLOB NOT NULL, hash
    BLOB NOT NULL, running INTEGER, PRIMARY KEY (seq))""",
    "CREATE INDEX journal_entry_looks ON journal_entry (seq) WHERE kind = 'looks.committed'",
    "CREATE INDEX journal_entry_subject ON journal_entry (subject)",
    """CREATE TABLE journal_look (id INTEGER NOT NULL, at INTEGER NOT NULL, grant_id TEXT NOT NULL, activity TEXT
    NOT NULL, subject BLOB NOT NULL, PRIMARY KEY (id))""",
    """CREATE TABLE replica_event (desk TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, position
    INTEGER NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (desk, seq, version)) WITHOUT
    ROWID""",
    """CREATE TABLE replica_position (id INTEGER NOT NULL CHECK (id = 1), reached INTEGER NOT NULL, PRIMARY KEY
    (id))""",
    """CREATE TABLE replica_reference (name TEXT NOT NULL, service TEXT NOT NULL, version INTEGER NOT NULL, item
    BLOB NOT NULL, PRIMARY KEY (name))""",
    """CREATE TABLE replica_request (desk TEXT NOT NULL, seq INTEGER NOT NULL, subject BLOB, version INTEGER NOT
    NULL, state BLOB NOT NULL, PRIMARY KEY (desk, seq)) WITHOUT ROWID""",
    """CREATE UNIQUE INDEX replica_request_subject ON replica_request (subject) WHERE subject IS NOT NULL""",
    """CREATE TABLE replica_unknown (desk TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, position
    INTEGER NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (desk, seq, version)) WITHOUT
    ROWID""",
    "CREATE TABLE view_indexed (seq INTEGER NOT NULL, terms TEXT NOT NULL, PRIMARY KEY (seq))",
    "CREATE TABLE view_recent (seq INTEGER NOT NULL, terms TEXT NOT NULL, PRIMARY KEY (seq))",
    """CREATE TABLE view_request (seq INTEGER NOT NULL, subject BLOB NOT NULL, day TEXT NOT NULL, clerk TEXT NOT
    NULL, deadline TEXT NOT NULL, waiting INTEGER NOT NULL, running INTEGER NOT NULL, "view" BLOB NOT NULL,
    PRIMARY KEY (seq))""",
    "CREATE INDEX view_request_day ON view_request (day)",
    """CREATE INDEX view_request_unfinished ON view_request (deadline, waiting, running) WHERE waiting = 1 OR
    running = 1""",
    """CREATE TABLE desk_outbox (seq INTEGER NOT NULL, subject BLOB NOT NULL, urgent INTEGER NOT NULL, deadline
    TEXT NOT NULL, size INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT
    NULL, next_try INTEGER NOT NULL, since INTEGER NOT NULL, code TEXT NOT NULL, params TEXT NOT NULL,
    sending INTEGER, PRIMARY KEY (seq), FOREIGN KEY(seq) REFERENCES journal_entry (seq))""",
    "CREATE INDEX desk_outbox_attention ON desk_outbox (seq) WHERE state IN ('held', 'refused')",
    "CREATE INDEX desk_outbox_due ON desk_outbox (deadline, seq) WHERE state = 'waiting'",
    "CREATE INDEX desk_outbox_open ON desk_outbox (subject, seq) WHERE state <> 'accepted'",
    "CREATE UNIQUE INDEX desk_outbox_sending ON desk_outbox (sending) WHERE state = 'sending'",
    """CREATE TABLE journal_body (seq INTEGER NOT NULL, salt BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (seq),
    FOREIGN KEY(seq) REFERENCES journal_entry (seq))""",
    """CREATE TRIGGER journal_entry_stays BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, 'journal_entry
    is append-only'); END""",
    """CREATE TRIGGER journal_entry_keeps BEFORE UPDATE ON journal_entry BEGIN SELECT RAISE(ABORT, 'journal_entry
    is append-only'); END""",
    """CREATE TRIGGER journal_look_stays BEFORE DELETE ON journal_look BEGIN SELECT RAISE(ABORT, 'journal_look is
    append-only'); END""",
    """CREATE TRIGGER journal_look_keeps BEFORE UPDATE ON journal_look BEGIN SELECT RAISE(ABORT, 'journal_look is
    append-only'); END""",
    """CREATE TRIGGER journal_body_keeps BEFORE UPDATE ON journal_body BEGIN SELECT RAISE(ABORT, 'a body is erased
    or kept, never changed'); END""",
    """CREATE TRIGGER desk_sending_forward BEFORE UPDATE ON desk_sending WHEN NEW.last < OLD.last BEGIN SELECT
    RAISE(ABORT, 'sending numbers are never reused'); END""",
    """CREATE TRIGGER replica_position_forward BEFORE UPDATE ON replica_position WHEN NEW.reached < OLD.reached
    BEGIN SELECT RAISE(ABORT, 'the position never goes back'); END""",
    """CREATE VIRTUAL TABLE view_index USING fts5(terms, content='', columnsize=0, detail=none, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'")""",
    "INSERT INTO view_index(view_index, rank) VALUES('secure-delete', 1)",
    "INSERT INTO replica_position(id, reached) VALUES(1, 0)",
    "INSERT INTO desk_sending(id, last, have) VALUES(1, 0, 0)",
)
