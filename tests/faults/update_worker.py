"""Updates in a process of its own, which ends itself (-9) before the n-th statement, or before the commit."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Executable, text

from clerk_app.central import migrations as centre_migrations
from clerk_app.central.database import Database as CentreDatabase
from clerk_app.store.database import Database
from clerk_app.store.migrations import MIGRATIONS, migrate

DESK_TRIAL = (
    "ALTER TABLE desk_draft ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE desk_print_job RENAME TO desk_print_job_before",
    """CREATE TABLE desk_print_job (subject BLOB NOT NULL, id BLOB NOT NULL, kind TEXT NOT NULL, copy INTEGER NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL, made INTEGER NOT NULL,
    finished INTEGER NOT NULL, pages INTEGER NOT NULL, PRIMARY KEY (subject, id)) WITHOUT ROWID""",
    "INSERT INTO desk_print_job SELECT *, 1 FROM desk_print_job_before",
    "DROP TABLE desk_print_job_before",
    "CREATE INDEX desk_print_job_open ON desk_print_job (id) WHERE state NOT IN ('printed', 'dropped')",
    "CREATE INDEX journal_entry_kind_at ON journal_entry (kind, at)",
    "UPDATE desk_outbox SET attempts = 0 WHERE state = 'waiting'",
)
"""A step of the kinds that will come: a new column, a table made anew, an index, rows changed."""

CENTRE_TRIAL = (
    text("ALTER TABLE desk ADD COLUMN place VARCHAR(40) NOT NULL DEFAULT ''"),
    text("CREATE TABLE visit (municipality VARCHAR(40) NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (municipality, id))"),
    text("INSERT INTO visit SELECT municipality, seq FROM request"),
    text("CREATE INDEX entry_at ON entry (municipality, at)"),
)

DESK_STEPS: tuple[tuple[str, ...], ...] = (*MIGRATIONS, DESK_TRIAL)
CENTRE_STEPS: tuple[tuple[Executable, ...], ...] = (*centre_migrations.MIGRATIONS, CENTRE_TRIAL)


class Dying[Statement]:
    """Steps with the end of the process before the n-th statement that is asked for (from 0), or after the last."""

    def __init__(self, steps: Sequence[Iterable[Statement]], nth: int) -> None:
        self._left = nth
        self.steps = [self._step(step, last=step is steps[-1]) for step in steps]

    def _step(self, statements: Iterable[Statement], *, last: bool) -> Iterator[Statement]:
        for statement in statements:
            self._die()
            yield statement
        if last:
            self._die()

    def _die(self) -> None:
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


def update_desk(argv: Sequence[str]) -> int:
    """Update the file ``argv[0]`` under the key ``argv[1]`` (hex), and die at statement ``argv[2]``."""
    migrate(Database(Path(argv[0]), bytes.fromhex(argv[1])), Dying(DESK_STEPS, int(argv[2])).steps)
    return 0


def update_centre(argv: Sequence[str]) -> int:
    """Update the database ``argv[0]``, and die at statement ``argv[1]``."""
    CentreDatabase(f"sqlite:///{argv[0]}", Dying(CENTRE_STEPS, int(argv[1])).steps)
    return 0
