"""How fast a request is accepted, against the least that durability costs: appending 4 KiB and syncing them."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.journal import Entry
from clerk_app.lanes import Lane, at_once
from clerk_app.ports.desk_file import NewPrintJob
from clerk_app.store.search_index import SearchIndex
from tests.bench.crowd import Crowd
from tests.bench.figures import Figure, Reach, at_least, at_most, figure, quantile
from tests.bench.lone import GRANT, LoneDesk, keep_reference, open_desk, spool_in

ROUNDS = 9
A_ROUND = 400
_IN_TURN = 20
"""So many accepts, then so many appends: what else the disk does meanwhile meets both alike."""
_PAGE = 4096
_WARM = 50


class Accepts:
    """Requests with their print jobs, made beforehand so that only the accept is timed."""

    def __init__(self, desk: LoneDesk) -> None:
        self._desk = desk
        self._crowd = Crowd(1)
        self._today = datetime.now(UTC).date()

    def round(self, count: int) -> list[float]:
        """Seconds of each accept, one straight after the other."""
        take = self._desk.entropy.take
        bodies = [self._crowd.body("", self._today) for _ in range(count)]
        jobs = [NewPrintJob(id=take(4), kind="receipt", copy=0) for _ in range(count)]
        subjects = [take(16) for _ in range(count)]
        seconds = []
        for body, job, subject in zip(bodies, jobs, subjects, strict=True):
            began = time.perf_counter()
            self._desk.journal.receive(_numbered(body), subject=subject, grant=GRANT, print_job=job)
            seconds.append(time.perf_counter() - began)
        return seconds


def _numbered(body: RequestReceived) -> Callable[[str], RequestReceived]:
    """A body that only wants its number; rewritten whole, as the action makes it."""
    fields = {name: getattr(body, name) for name in RequestReceived.__slots__}
    return lambda number: RequestReceived(**{**fields, "number": number})


@dataclass(slots=True)
class Seconds:
    """What one round took: appends and accepts one by one; spooling and indexing for each request."""

    floor: list[float]
    accept: list[float]
    spool: float
    index: float

    @property
    def ratio(self) -> float:
        """The rate of accepts to the rate of appends."""
        return sum(self.floor) / sum(self.accept)


def measure(work: Path) -> list[Figure]:
    """Rounds of accepts and of the floor, in turn; what is spooled and indexed afterwards is timed apart."""
    folder = work / "accept"
    folder.mkdir(exist_ok=True)
    committed: list[Entry] = []
    desk = open_desk(folder / "desk.db")
    desk.tell.to = committed.append
    keep_reference(desk.file.database)
    accepts, spool, index = Accepts(desk), spool_in(folder / "spool"), SearchIndex(desk.file.database)
    accepts.round(_WARM)
    rounds = []
    for _ in range(ROUNDS):
        committed.clear()
        floor, ours = _in_turn(accepts, folder / "floor")
        began = time.perf_counter()
        for entry in committed:
            spool.put(entry)
        spooled = time.perf_counter()
        while index.settle():
            """Until nothing is left."""
        ended = time.perf_counter()
        rounds.append(Seconds(floor, ours, (spooled - began) / A_ROUND, (ended - spooled) / A_ROUND))
        spool.confirmed([entry.header.seq for entry in committed])
        desk.file.database.checkpoint()
    beside = [_beside_the_spool(desk, accepts, folder / "beside") for _ in range(3)]
    desk.file.close()
    return _figures(rounds, beside)


def _in_turn(accepts: Accepts, path: Path) -> tuple[list[float], list[float]]:
    floor: list[float] = []
    ours: list[float] = []
    for _ in range(A_ROUND // _IN_TURN):
        floor += _appends(path, _IN_TURN)
        ours += accepts.round(_IN_TURN)
    path.unlink()
    return floor, ours


def _figures(rounds: list[Seconds], beside: list[list[float]]) -> list[Figure]:
    of_floor = [1000 * quantile(one.floor, 0.99) for one in rounds]
    rate = sum(len(one.floor) for one in rounds) / sum(sum(one.floor) for one in rounds)
    limit = f"append 4 KiB + fdatasync: {rate:,.0f} a second"
    slowest = f"the same append: {statistics.median(of_floor):.2f} ({min(of_floor):.2f}–{max(of_floor):.2f}) ms"
    return [
        _line("rate", "of the floor's rate", [one.ratio for one in rounds], reach=at_least(0.25), floor=limit),
        _line("the slowest in a hundred", "ms", _slowest(rounds), reach=at_most(5), floor=slowest),
        _line("the middle one", "ms", [1000 * quantile(one.accept, 0.5) for one in rounds]),
        _line("the slowest of each round", "ms", [1000 * max(one.accept) for one in rounds]),
        _line(
            "the slowest in a hundred, while the spool is written beside it",
            "ms",
            [1000 * quantile(one, 0.99) for one in beside],
            note="one accept after another with no pause at all, so that the spool never catches up",
        ),
        _line("spooled afterwards, off the clerk's path", "ms", [1000 * one.spool for one in rounds]),
        _line("indexed afterwards, off the clerk's path", "ms", [1000 * one.index for one in rounds]),
    ]


def _line(
    what: str, unit: str, values: list[float], *, reach: Reach | None = None, floor: str = "", note: str = ""
) -> Figure:
    return figure("accept", f"accept: {what}", unit, values, reach=reach, floor=floor, note=note)


def _slowest(rounds: list[Seconds]) -> list[float]:
    return [1000 * quantile(one.accept, 0.99) for one in rounds]


def _appends(path: Path, count: int) -> list[float]:
    """Seconds of each append."""
    page, seconds = os.urandom(_PAGE), []
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        for _ in range(count):
            began = time.perf_counter()
            os.write(handle, page)
            os.fdatasync(handle)
            seconds.append(time.perf_counter() - began)
    finally:
        os.close(handle)
    return seconds


def _beside_the_spool(desk: LoneDesk, accepts: Accepts, folder: Path) -> list[float]:
    """Accepts while a lane seals and syncs every one of them, as in the running program."""
    spool, lane = spool_in(folder), Lane("spool", at_once)
    desk.tell.to = lambda entry: lane.submit(lambda: spool.put(entry))
    seconds = accepts.round(A_ROUND)
    lane.close(60)
    return seconds
