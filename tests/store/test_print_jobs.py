from __future__ import annotations

import pytest

from clerk_app.domain.errors import Refused
from clerk_app.ports.desk_file import JobState, PrintJob
from clerk_app.store.print_jobs import DeskPrintJobs
from tests.store.desk import Desk, subject


def job(name: bytes, made: int = 1, state: JobState = JobState.WAITING) -> PrintJob:
    return PrintJob(id=name, subject=subject(1), kind="receipt", copy=0, state=state, made=made)


@pytest.fixture
def jobs(desk: Desk) -> DeskPrintJobs:
    return DeskPrintJobs(desk.database, desk.clock)


def test_a_job_moves_and_counts_its_attempts(jobs: DeskPrintJobs) -> None:
    jobs.add(job(b"1"))
    assert jobs.move(b"1", JobState.SENDING).attempts == 1
    assert jobs.move(b"1", JobState.FAILED, "printer_paper").reason == "printer_paper"
    assert jobs.move(b"1", JobState.SENDING).attempts == 2
    printed = jobs.move(b"1", JobState.PRINTED)
    assert printed.finished > 0
    assert jobs.of(subject(1)) == (printed,)


def test_open_jobs_are_those_whose_paper_nobody_has(jobs: DeskPrintJobs) -> None:
    for made, state in enumerate(JobState):
        jobs.add(job(state.encode(), made, state))
    assert [one.state for one in jobs.open()] == ["waiting", "sending", "unknown", "failed"]
    assert len(jobs.of(subject(1))) == 6


@pytest.mark.parametrize("name", [b"1", b"unknown"])
def test_an_ended_or_unknown_job_does_not_move(jobs: DeskPrintJobs, name: bytes) -> None:
    jobs.add(job(b"1", state=JobState.PRINTED))
    with pytest.raises(Refused, match="print_job_closed"):
        jobs.move(name, JobState.SENDING)
