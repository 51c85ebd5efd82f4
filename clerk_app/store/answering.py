"""An answer of the centre as small steps, so that no commit grows and an accept never waits long (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from clerk_app.contract.answers import Answers, Change, Result
from clerk_app.domain.journal import Stamp
from clerk_app.domain.merging import CONFLICT
from clerk_app.ports.outbox import OutboxState
from clerk_app.store import elsewhere, measures, outbox_rows, parcels, replica
from clerk_app.store.database import Connection
from clerk_app.store.replica import Replica

MOST_ROWS = 200
_CHANGE_ROWS = 4
_LATER = 30 * 1_000_000
_LATER_LONGEST = 300 * 1_000_000
_HAD = "SELECT seq FROM desk_outbox WHERE state = 'sending' AND sending <= ? ORDER BY sending"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to write, how many rows it may touch, and how far the feed is known after it (0: no farther)."""

    rows: int
    run: Callable[[Connection], None]
    position: int = 0


@dataclass(slots=True)
class Work:
    """The steps of one answer to ``desk`` in their order, and what they found on the way.

    ``confirmed`` are entries that were not known to be at the centre before, ``stopped`` how many went to a person.
    """

    desk: str
    steps: list[Step] = field(default_factory=list)
    subjects: set[bytes] = field(default_factory=set)
    alarms: set[str] = field(default_factory=set)
    confirmed: list[int] = field(default_factory=list)
    stopped: int = 0
    _closed: list[int] = field(default_factory=list)

    def touched(self, subject: bytes | None) -> None:
        """A request changed."""
        if subject is not None:
            self.subjects.add(subject)

    def close(self, connection: Connection, seq: int, now: int, code: str = "") -> None:
        """The centre has this entry; with a code another took its place."""
        stood = outbox_rows.is_stopped(connection, seq)
        subject = outbox_rows.accept(connection, seq, now, code)
        self.touched(subject)
        if subject is not None:
            self.confirmed.append(seq)
        if stood:
            measures.recount(connection, self.desk, subject)
        self._closed.append(seq)

    def stop(self, connection: Connection, result: Result, now: int) -> None:
        """The centre did not take this entry; a conflict that a clerk has settled meanwhile is none any more."""
        if result.code == CONFLICT and outbox_rows.is_resolved(connection, result.seq):
            self.touched(outbox_rows.close_resolved(connection, result.seq))
            self._closed.append(result.seq)
            return
        state = OutboxState(result.outcome)
        subject = outbox_rows.stop(connection, result.seq, state, now, code=result.code, params=result.params)
        self.touched(subject)
        self.stopped += subject is not None
        measures.recount(connection, self.desk, subject)

    def take_closed(self) -> list[int]:
        """Entries closed since the last call."""
        closed, self._closed = self._closed, []
        return closed


class Answering:
    """Turns answers into steps: results first, so that ``have`` closes only what was not named; changes last."""

    def __init__(self, desk: str) -> None:
        self._desk = desk
        self._replica = Replica(desk)

    def plan(self, connection: Connection, answers: Answers, stamp: Stamp) -> Work:
        """What an answer that came at ``stamp`` asks to be written; nothing at all when everything in it is known."""
        now = stamp.at
        work = Work(self._desk)
        work.steps += [_result(work, result, now) for result in answers.results]
        named = {result.seq for result in answers.results}
        had = [seq for (seq,) in connection.execute(_HAD, (answers.have,)).fetchall() if seq not in named]
        work.steps += [_had(work, seq, now) for seq in had]
        if work.steps and elsewhere.any_leaving(connection):  # they waited for what is closed here
            work.steps.append(Step(_CHANGE_ROWS, elsewhere.sweep))
        work.steps += _confirmed(connection, answers.have)
        work.steps += [self._changed(work, change, stamp.corrected) for change in answers.changes]
        if answers.position > replica.position(connection):
            work.steps.append(Step(1, _nothing, answers.position))
        return work

    def _changed(self, work: Work, change: Change, now: int) -> Step:
        def run(connection: Connection) -> None:
            work.touched(self._replica.apply(connection, change, work.alarms, now))

        return Step(_CHANGE_ROWS, run, change.position)


def run(connection: Connection, batch: list[Step]) -> None:
    """Do a batch, and note how far the feed is known with it: one commit."""
    for step in batch:
        step.run(connection)
    replica.advance(connection, max(step.position for step in batch))


def _nothing(_connection: Connection) -> None:
    """A step that only moves the position."""


def batches(steps: list[Step], most: int = MOST_ROWS) -> Iterator[list[Step]]:
    """Steps in runs of at most ``most`` rows, each for one commit."""
    batch: list[Step] = []
    rows = 0
    for step in steps:
        if batch and rows + step.rows > most:
            yield batch
            batch, rows = [], 0
        batch.append(step)
        rows += step.rows
    if batch:
        yield batch


def _had(work: Work, seq: int, now: int) -> Step:
    return Step(1, lambda connection: work.close(connection, seq, now))


def _result(work: Work, result: Result, now: int) -> Step:
    def run(connection: Connection) -> None:
        if result.outcome == "accepted":
            work.close(connection, result.seq, now, result.code)
        elif result.outcome == "later":
            tries = min(outbox_rows.attempts(connection, result.seq), 8)
            until = now + min(_LATER * 2**tries, _LATER_LONGEST)
            work.touched(outbox_rows.wait(connection, result.seq, result.code, until))
        else:
            work.stop(connection, result, now)

    return Step(1, run)


def _confirmed(connection: Connection, have: int) -> list[Step]:
    """Parcels that need not be sent again."""
    _last, known = parcels.reached(connection)
    return [Step(1, lambda connection: parcels.confirm(connection, have))] if have > known else []
