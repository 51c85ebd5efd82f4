"""Printing: owns a print job from the commit that made it to the proof that it printed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.domain.bodies import ReceiptPrinted
from clerk_app.domain.errors import DESK_RESTORED, CounterError, Damaged, Refused, SignIn
from clerk_app.ports.clock import Clock, Entropy
from clerk_app.ports.desk_file import Bodies, JobState, Journal, NewEntry, NewPrintJob, PrintJob, PrintJobs, Requests
from clerk_app.ports.paper import Proof, Raster, ReceiptPrinter, Receipts

JOB_ID_BYTES = 4
_LEFT_NO_PAPER = frozenset({JobState.FAILED, JobState.WAITING})


class Registrations:
    """Lets the printing lane wait a moment for a unique number, and the exchange tell that one came."""

    def __init__(self) -> None:
        self._changed = threading.Condition()

    def came(self) -> None:
        """Something was registered; whoever waits looks again."""
        with self._changed:
            self._changed.notify_all()

    def wait(self, known: Callable[[], bool], seconds: float) -> bool:
        """Wait until ``known`` says so, at most ``seconds``; tells whether it did."""
        ends = time.monotonic() + seconds
        with self._changed:
            while not known():
                left = ends - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(left)
        return True


@dataclass(frozen=True, slots=True)
class Stored:
    """The parts of the desk file that printing reads and writes."""

    jobs: PrintJobs
    requests: Requests
    bodies: Bodies
    journal: Journal


class Printing:
    """Prints receipts on the printer's own lane; a jam never touches a request."""

    def __init__(
        self,
        *,
        stored: Stored,
        receipting: Receipting,
        receipts: Receipts,
        printer: Callable[[], ReceiptPrinter],
        sessions: Sessions,
        clock: Clock,
        entropy: Entropy,
        registrations: Registrations,
        reached: Callable[[str], None] = lambda _point: None,
    ) -> None:
        self._stored = stored
        self._receipting = receipting
        self._receipts = receipts
        self._printer = printer
        self._sessions = sessions
        self._clock = clock
        self._entropy = entropy
        self._registrations = registrations
        self._reached = reached
        self._on_paper: dict[bytes, str] = {}  # the unique number that the paper of a job bears, until it is recorded

    def new_job(self) -> NewPrintJob:
        """The original's job, to be stored in the commit of the request."""
        return NewPrintJob(id=self._entropy.take(JOB_ID_BYTES), kind="receipt", copy=0)

    def print_original(self, job_id: bytes, subject: bytes, wait: float) -> PrintJob:
        """Print the receipt of a request just received.

        Waits up to ``wait`` seconds for the unique number (DESIGN §11.3): 0 where there is no link to bring it.
        """
        if wait > 0:
            self._registrations.wait(lambda: self._has_unique(subject), wait)
        return self.run(job_id, subject)

    def _has_unique(self, subject: bytes) -> bool:
        view = self._stored.requests.view(subject)
        return view is not None and view.registered

    def run(self, job_id: bytes, subject: bytes) -> PrintJob:
        """Print one job and keep its outcome; an outcome that nobody knows is asked of the clerk, never guessed.

        Raises ``Refused('print_job_closed')`` for a job that ended meanwhile, and ``Unavailable`` when the disk fails.
        """
        job = self._stored.jobs.move(job_id, JobState.SENDING)
        self._reached("before_print")
        try:
            printer = self._printer()
            raster = self._raster(subject, job, printer.width)
            proof = printer.print(raster, job.id, again=job.attempts > 1 or job.copy > 0)
        except CounterError as error:
            return self._stored.jobs.move(job_id, JobState.FAILED, error.code)
        self._reached("after_print_proof")
        return self._conclude(job, proof)

    def _raster(self, subject: bytes, job: PrintJob, width: int) -> Raster:
        facts = self._receipting.facts(subject, copy=job.copy)
        self._on_paper[job.id] = facts.unique.compact() if facts.unique else ""
        return self._receipts.receipt(facts, width)

    def _conclude(self, job: PrintJob, proof: Proof) -> PrintJob:
        if proof.outcome == "unknown":
            return self._stored.jobs.move(job.id, JobState.UNKNOWN, proof.reason or "print_unknown")
        if proof.outcome == "not_printed":
            return self._stored.jobs.move(job.id, JobState.FAILED, proof.reason)
        self._record(job, by="printer")
        return self._stored.jobs.move(job.id, JobState.PRINTED)

    def confirm(self, job: PrintJob) -> PrintJob:
        """The clerk has seen the paper: it is whole. Raises ``Refused('print_job_closed')`` once the job has ended."""
        self._sessions.require("print")
        if all(known.id != job.id for known in self._stored.jobs.open()):
            raise Refused("print_job_closed")
        self._record(job, by="clerk")
        return self._stored.jobs.move(job.id, JobState.PRINTED)

    def drop(self, job: PrintJob) -> PrintJob:
        """The clerk gives this job up: the paper did not come out, or is not wanted."""
        self._sessions.require("print")
        return self._stored.jobs.move(job.id, JobState.DROPPED)

    def reprint(self, subject: bytes) -> PrintJob:
        """The job to print for a request: one that surely left no paper as it was, else a second receipt or a copy.

        A second receipt is due once the unique number is known and on no paper yet; a copy says that it is one.
        """
        self._sessions.require("print")
        if self._stored.bodies.received(subject) is None:
            raise Refused("request_unknown")
        earlier = self._stored.jobs.of(subject)
        for job in earlier:
            if job.state in _LEFT_NO_PAPER:
                return job
            if job.state == JobState.UNKNOWN:
                self._stored.jobs.move(job.id, JobState.DROPPED)
        second = self._has_unique(subject) and not any(told.unique_number for told in self._printed(subject))
        job = PrintJob(
            id=self._entropy.take(JOB_ID_BYTES),
            subject=subject,
            kind="second" if second else "receipt",
            copy=0 if second or not earlier else 1 + max(job.copy for job in earlier),
            state=JobState.WAITING,
            made=self._clock.stamp().at,
        )
        self._stored.jobs.add(job)
        return job

    def recover(self) -> tuple[PrintJob, ...]:
        """After a start: jobs that were under way become unknown, those never sent are failed; nothing prints."""
        moved = []
        for job in self._stored.jobs.open():
            if job.state == JobState.SENDING:
                moved.append(self._stored.jobs.move(job.id, JobState.UNKNOWN, "print_interrupted"))
            elif job.state == JobState.WAITING:
                moved.append(self._stored.jobs.move(job.id, JobState.FAILED, "print_not_begun"))
        return tuple(moved)

    def _record(self, job: PrintJob, *, by: Literal["printer", "clerk"]) -> None:
        """Write down that a receipt is on paper, once, with the number that it bears.

        A desk that has stopped still prints what it has, and writes nothing more.
        """
        unique = self._on_paper.pop(job.id, "")
        if any(told.job == job.id.hex() for told in self._printed(job.subject)):
            return
        body = canonical.encode(ReceiptPrinted(job=job.id.hex(), copy=job.copy, proof=by, unique_number=unique))
        grant = self._grant(job.subject)
        try:
            self._stored.journal.record(NewEntry(kind="receipt.printed", subject=job.subject, grant=grant, body=body))
        except Damaged as error:
            if error.code != DESK_RESTORED:
                raise

    def _printed(self, subject: bytes) -> list[ReceiptPrinted]:
        """What the journal says of receipts of one request that are on paper."""
        entries = self._stored.bodies.entries(subject)
        bodies = [entry.body for entry in entries if entry.header.kind == "receipt.printed"]
        return [canonical.decode(body, ReceiptPrinted) for body in bodies if body is not None]

    def _grant(self, subject: bytes) -> str:
        """Under whose grant a receipt is printed: the clerk at the desk, else the one who received the request."""
        try:
            return self._sessions.require("print").id
        except (SignIn, Refused):
            return self._stored.bodies.entries(subject)[0].header.grant
