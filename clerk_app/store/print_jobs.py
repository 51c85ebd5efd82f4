"""Print jobs: kept until somebody knows what became of the paper."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from clerk_app.domain.errors import Refused
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import JobState, PrintJob
from clerk_app.store.database import Connection, Database, compiled
from clerk_app.store.schema import desk_print_job

_INSERT = compiled(insert(desk_print_job))
_COLUMNS = "id, subject, kind, copy, state, attempts, reason, made, finished"
_SELECT = " ".join(("SELECT", _COLUMNS, "FROM desk_print_job"))
_OF_SUBJECT = " ".join((_SELECT, "WHERE subject = ? ORDER BY made, id"))
_OPEN = " ".join((_SELECT, "WHERE state NOT IN ('printed', 'dropped') ORDER BY made, id"))
_MOVE = " ".join(
    (
        "UPDATE desk_print_job SET state = :state, reason = :reason, attempts = attempts + :attempts,",
        "finished = :finished WHERE id = :id AND state NOT IN ('printed', 'dropped') RETURNING",
        _COLUMNS,
    )
)
_ENDED = frozenset({JobState.PRINTED, JobState.DROPPED})


class DeskPrintJobs:
    """The port ``PrintJobs`` on the desk file."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, job: PrintJob) -> None:
        """Store a new job durably."""
        with self._database.writing() as connection:
            insert_job(connection, job)

    def move(self, job_id: bytes, state: JobState, reason: str = "") -> PrintJob:
        """Change the state durably and give the job back; raises ``Refused('print_job_closed')`` once it has ended."""
        change = {
            "id": job_id,
            "state": state.value,
            "reason": reason,
            "attempts": int(state is JobState.SENDING),
            "finished": self._clock.stamp().at if state in _ENDED else 0,
        }
        with self._database.writing() as connection:
            rows = connection.execute(_MOVE, change).fetchall()
            if not rows:
                raise Refused("print_job_closed")
        return _job(rows[0])

    def of(self, subject: bytes) -> tuple[PrintJob, ...]:
        """All jobs of one request, oldest first."""
        with self._database.reading() as connection:
            return tuple(map(_job, connection.execute(_OF_SUBJECT, (subject,)).fetchall()))

    def open(self) -> tuple[PrintJob, ...]:
        """Jobs whose paper is not in the citizen's hand and that nobody gave up, oldest first."""
        with self._database.reading() as connection:
            return tuple(map(_job, connection.execute(_OPEN).fetchall()))


def insert_job(connection: Connection, job: PrintJob) -> None:
    """Store a job as part of another commit."""
    row = {
        "id": job.id,
        "subject": job.subject,
        "kind": job.kind,
        "copy": job.copy,
        "state": job.state.value,
        "attempts": job.attempts,
        "reason": job.reason,
        "made": job.made,
        "finished": job.finished,
    }
    connection.execute(_INSERT, row)


def _job(row: tuple[Any, ...]) -> PrintJob:
    identity, subject, kind, copy, state, attempts, reason, made, finished = row
    return PrintJob(
        id=identity,
        subject=subject,
        kind=kind,
        copy=copy,
        state=JobState(state),
        attempts=attempts,
        reason=reason,
        made=made,
        finished=finished,
    )
