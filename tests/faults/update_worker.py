"""An update in a process of its own, which ends itself (-9) before its n-th statement, or before its commit."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from clerk_app.store.database import Database
from clerk_app.store.migrations import MIGRATIONS, migrate

TRIAL = (
    "ALTER TABLE desk_draft ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE desk_print_job RENAME TO desk_print_job_before",
    """CREATE TABLE desk_print_job (subject BLOB NOT NULL, id BLOB NOT NULL, kind TEXT NOT NULL, copy INTEGER NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL, made INTEGER NOT NULL,
    finished INTEGER NOT NULL, pages INTEGER NOT NULL, PRIMARY KEY (subject, id)) WITHOUT ROWID""",
    "INSERT INTO desk_print_job SELECT *, 1 FROM desk_print_job_before",
    "DROP TABLE desk_print_job_before",
    "CREATE INDEX desk_print_job_open ON desk_print_job (id) WHERE state NOT IN ('printed', 'dropped')",
    "CREATE INDEX journal_entry_at ON journal_entry (at)",
    "UPDATE desk_outbox SET attempts = 0 WHERE state = 'waiting'",
)
"""A step of the kinds that will come: a new column, a table made anew, an index, rows changed."""

STEPS = (*MIGRATIONS, TRIAL)


def steps_after(version: int) -> int:
    """How many statements take a file of a version to the end of ``STEPS``."""
    return sum(len(step) for step in STEPS[version:])


class _Dying:
    """The steps, with the end of the process before the n-th statement that is asked for."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def step(self, statements: Iterable[str], *, last: bool) -> Iterator[str]:
        for statement in statements:
            self._die()
            yield statement
        if last:
            self._die()

    def _die(self) -> None:
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


def main(argv: Sequence[str]) -> int:
    """Update the file ``argv[0]`` under the key ``argv[1]`` (hex), and die before statement ``argv[2]`` (from 0)."""
    dying = _Dying(int(argv[2]))
    steps = [dying.step(step, last=step is STEPS[-1]) for step in STEPS]
    migrate(Database(Path(argv[0]), bytes.fromhex(argv[1])), steps)
    return 0
