"""Migration 3: requests that were received elsewhere, and who works on a case."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE replica_case (place INTEGER NOT NULL, desk TEXT NOT NULL, seq INTEGER NOT NULL, subject BLOB NOT
    NULL, version INTEGER NOT NULL, leaving INTEGER NOT NULL, PRIMARY KEY (place))""",
    "CREATE UNIQUE INDEX replica_case_entry ON replica_case (desk, seq)",
    "CREATE UNIQUE INDEX replica_case_subject ON replica_case (subject)",
    "DROP INDEX view_request_day",
    "DROP INDEX view_request_unfinished",
    "ALTER TABLE view_request RENAME TO view_request_before",
    """CREATE TABLE view_request (seq INTEGER NOT NULL, subject BLOB NOT NULL, day TEXT NOT NULL, clerk TEXT NOT
    NULL, deadline TEXT NOT NULL, waiting INTEGER NOT NULL, running INTEGER NOT NULL, unfinished INTEGER NOT NULL,
    handler TEXT NOT NULL, origin TEXT NOT NULL, came INTEGER NOT NULL, "view" BLOB NOT NULL, PRIMARY KEY (seq))""",
    """INSERT INTO view_request(seq, subject, day, clerk, deadline, waiting, running, unfinished, handler, origin, came,
    "view") SELECT b.seq, b.subject, b.day, b.clerk, b.deadline, b.waiting, b.running, b.waiting OR b.running, '',
    'here', e.at, b."view" FROM view_request_before b JOIN journal_entry e ON e.seq = b.seq""",
    "DROP TABLE view_request_before",
    "CREATE INDEX view_request_day ON view_request (day)",
    "CREATE INDEX view_request_came ON view_request (came)",
    "CREATE INDEX view_request_handler ON view_request (handler) WHERE handler <> ''",
    """CREATE INDEX view_request_nobodys ON view_request (deadline, waiting) WHERE handler = '' AND
    unfinished = 1""",
    "CREATE INDEX view_request_portal ON view_request (seq) WHERE origin = 'portal'",
    """CREATE INDEX view_request_unfinished ON view_request (deadline, waiting, running) WHERE waiting = 1 OR
    running = 1""",
)
