"""A desk file after two years of work: 100,000 requests taken by the journal itself, nearly all registered."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.answers import Answers, Change, Registered
from clerk_app.domain.bodies import RequestReceived
from clerk_app.settings.clock import SystemClock, SystemEntropy
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.journal import DeskJournal
from clerk_app.store.migrations import MIGRATIONS
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.search_index import SearchIndex
from tests.bench.crowd import Crowd
from tests.bench.lone import DESK, GRANT, KEY, BulkFile, keep_reference

STORED = 100_000
UNNUMBERED = 10_000
"""The newest ones, which the centre has but has not numbered yet."""
_A_DAY = 200
_COMMIT = 1_000
_ONCE = 3600.0


def filled(work: Path) -> Path:
    """The filled file: made once in ``work``, and never written to again."""
    folder = work / f"filled-{_shape()}"
    path = folder / "desk.db"
    if not path.exists():
        fresh = work / "filling"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        _fill(fresh / "desk.db")
        fresh.rename(folder)
    return path


def _shape() -> str:
    """A mark of the file's shape: a store filled before it changed is of no use."""
    return hashlib.sha256(repr(MIGRATIONS).encode()).hexdigest()[:8]


def copied(work: Path, name: str) -> Path:
    """A copy of the filled file to work on."""
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return shutil.copyfile(filled(work), folder / "desk.db")


def sequences(path: Path) -> list[int]:
    """The entries that received requests, oldest first."""
    with DeskFile(path, KEY) as file, file.database.reading() as connection:
        return [seq for (seq,) in connection.execute("SELECT seq FROM view_request ORDER BY seq")]


def change(position: int, kind: str, seq: int, version: int, told: object) -> Change:
    """One step of the feed about a request of this desk."""
    return Change(position, kind, DESK, seq, version, msgspec.Raw(canonical.encode(told)))


def registered(position: int, seq: int) -> Change:
    """The unique number of a request."""
    at = int(datetime.now(UTC).timestamp() * 1_000_000)
    return change(position, "registered", seq, 2, Registered(serial=4_000_000 + seq, year=2026, at=at))


def _fill(path: Path) -> None:
    with DeskFile(path, KEY):
        """Lock, schema."""
    bulk = BulkFile(path, KEY)
    clock, entropy = SystemClock(), SystemEntropy()
    journal = DeskJournal(bulk, DESK, clock=clock, entropy=entropy)
    outbox = DeskOutbox(bulk, DESK, clock=clock)
    keep_reference(bulk)
    crowd, today = Crowd(7), datetime.now(UTC).date()
    received: list[int] = []
    for place in range(STORED):
        day = today - timedelta(days=(STORED - 1 - place) // _A_DAY)
        received.append(_take(journal, crowd, day, entropy.take(16)))
        if len(received) == _COMMIT:
            _confirm(outbox, received, numbered=place < STORED - UNNUMBERED)
            received.clear()
            bulk.flush()
    index = SearchIndex(bulk)
    while index.settle(_ONCE):
        """Until nothing is left."""
    bulk.flush()
    bulk.close()


def _take(journal: DeskJournal, crowd: Crowd, day: date, subject: bytes) -> int:
    """Receive one request; its entry's number."""

    def build(number: str) -> RequestReceived:
        return crowd.body(number, day)

    return journal.receive(build, subject=subject, grant=GRANT).entry.header.seq


def _confirm(outbox: DeskOutbox, seqs: list[int], *, numbered: bool) -> None:
    """What the centre would answer to all that was sent."""
    position = outbox.reached().position
    cut = outbox.cut(2**40, 2**60)
    if cut is None:
        raise AssertionError("nothing was due")
    changes = [registered(position + place, seq) for place, seq in enumerate(seqs, start=1)] if numbered else []
    have = cut.first + len(cut.entries) - 1
    outbox.apply(
        Answers(desk=DESK, have=have, chain_ok_to=seqs[-1], position=position + len(changes), now=0, changes=changes)
    )
