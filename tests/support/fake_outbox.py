"""The port ``Outbox`` in memory, by the same rules as the store's."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.contract.answers import Answers
from clerk_app.contract.content import MOST_BASE
from clerk_app.domain.journal import Entry
from clerk_app.ports.outbox import Applied, Confirmed, Cut, OutboxSize, OutboxState, Reached
from tests.support.sync_entries import DESK, entry

LEAST_BASE = 8
_OPEN = {OutboxState.WAITING, OutboxState.SENDING}


@dataclass
class Row:
    entry: Entry
    state: OutboxState = OutboxState.WAITING
    number: int = 0
    code: str = ""
    due: int = 0


class FakeOutbox:
    """Entries are made with ``accept``; ``rows`` shows what became of each."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.changes: dict[tuple[str, int], int] = {}
        self.applied: list[Answers] = []
        self.refuses_answers: Exception | None = None
        self.stopped: Exception | None = None
        self._last = 0
        self._free: list[int] = []
        self._reached = Reached(0, 0)
        self._parcels: list[list[int]] = []

    def accept(self, count: int = 1, size: int = 60) -> list[int]:
        """As many new entries; gives their sequences."""
        seqs = []
        for _ in range(count):
            seq = len(self.rows) + 1
            previous = self.rows[seq - 1].entry if seq > 1 else None
            self.rows[seq] = Row(entry(seq, size=size, previous=previous))
            seqs.append(seq)
        return seqs

    def in_state(self, state: OutboxState) -> list[int]:
        return [seq for seq, row in self.rows.items() if row.state is state]

    def cut(self, most_bytes: int, now: int) -> Cut | None:
        seqs: list[int] = []
        taken = 0
        for seq, row in self.rows.items():
            if row.state is not OutboxState.WAITING or row.due > now:
                continue
            taken += len(row.entry.body or b"")
            if seqs and (taken > most_bytes or self._free):
                break
            seqs.append(seq)
        if not seqs:
            return None
        first = self._free.pop(0) if self._free else self._last + 1
        self._last = max(self._last, first + len(seqs) - 1)
        for number, seq in enumerate(seqs, start=first):
            self.rows[seq].state, self.rows[seq].number = OutboxState.SENDING, number
        self._parcels.append(seqs)
        return self._cut(seqs)

    def again(self, have: int) -> tuple[Cut, ...]:
        behind = [
            [seq for seq in seqs if self.rows[seq].state is OutboxState.SENDING and self.rows[seq].number > have]
            for seqs in self._parcels
        ]
        return tuple(
            self._cut(seqs) for seqs in sorted(filter(None, behind), key=lambda seqs: self.rows[seqs[0]].number)
        )

    def apply(self, answers: Answers) -> Applied:
        assert answers.desk == DESK
        if self.refuses_answers is not None:
            raise self.refuses_answers
        self.applied.append(answers)
        subjects: set[bytes] = set()
        for result in answers.results:
            row = self.rows[result.seq]
            if row.state in _OPEN and result.outcome in {"held", "refused", "accepted"}:
                row.state, row.code = OutboxState(result.outcome), result.code
                subjects.add(row.entry.header.subject)
        for row in self.rows.values():
            if row.state is OutboxState.SENDING and row.number <= answers.have:
                row.state = OutboxState.ACCEPTED
                subjects.add(row.entry.header.subject)
        for change in answers.changes:
            if self.changes.get((change.desk, change.seq), 0) < change.version:
                self.changes[change.desk, change.seq] = change.version
                subjects.add(self.rows[change.seq].entry.header.subject)
        self._reached = Reached(max(self._reached.position, answers.position), max(self._reached.have, answers.have))
        return Applied(frozenset(subjects))

    def apply_have(self, have: int) -> None:
        """The centre says that it has everything up to ``have``, and nothing else."""
        self.apply(Answers(desk=DESK, have=have, chain_ok_to=0, position=self._reached.position, now=0))

    def size(self) -> OutboxSize:
        open_rows = [row for row in self.rows.values() if row.state in _OPEN]
        return OutboxSize(
            len(open_rows),
            sum(len(row.entry.body or b"") for row in open_rows),
            min((row.entry.header.stamp.at for row in open_rows), default=0),
        )

    def reached(self) -> Reached:
        if self.stopped is not None:
            raise self.stopped
        return self._reached

    def base(self, after: int) -> Confirmed | None:
        run: list[int] = []
        for seq, row in self.rows.items():
            if row.state is OutboxState.ACCEPTED and seq > after:
                run = [*run, seq][-MOST_BASE:] if run and run[-1] == seq - 1 else [seq]
        bodies = tuple(self.rows[seq].entry.body or b"" for seq in run)
        return Confirmed(first=run[0], bodies=bodies) if len(run) >= LEAST_BASE else None

    def hold(self, seq: int, code: str) -> Applied:
        row = self.rows[seq]
        row.state, row.code = OutboxState.HELD, code
        self._free.append(row.number)
        return Applied(frozenset({row.entry.header.subject}))

    def _cut(self, seqs: list[int]) -> Cut:
        rows = [self.rows[seq] for seq in seqs]
        return Cut(first=rows[0].number, entries=tuple(row.entry for row in rows), position=self._reached.position)


class InlineWrite:
    """The writing lane of tests: does the work in the caller's thread, one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.error: Exception | None = None

    def __call__[T](self, work: Callable[[], T], /) -> T:
        if self.error is not None:
            raise self.error
        with self._lock:
            return work()
