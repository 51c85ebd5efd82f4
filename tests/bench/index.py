"""How fast the indicators of 100,000 requests are counted, against the database counting the same rows once."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from clerk_app.domain.index import Period, added, measured
from clerk_app.domain.index_periods import between, stepped
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.index import DeskIndex
from tests.bench.figures import Figure, at_most, figure
from tests.bench.lone import KEY
from tests.bench.seeding import STORED, copied

ROUNDS = 9
_COUNT = "SELECT count(*), sum(by_body) FROM view_measure"


def measure(work: Path) -> list[Figure]:
    """Every indicator over the whole file with its plots, then over a month, a month by service, and the evidence."""
    with DeskFile(copied(work, "index"), KEY) as file:
        today = _work_on(file)
        index, whole = DeskIndex(file.database), between("2023-01-01", today.isoformat(), today)
        month, day = Period(first=whole.last - 30, last=whole.last), today.toordinal()

        def bare() -> None:
            with file.database.reading() as connection:
                connection.execute(_COUNT).fetchone()

        def counted(period: Period) -> None:
            days = index.counted(period, day).days
            measured(added(days.values()), 5)
            stepped(days, period)

        floor = _rounds(bare)
        every = _rounds(lambda: counted(whole))
        return [
            _line(f"every indicator of {STORED:,} requests", every, floor, bound=300),
            figure(
                "index", "indicators: the same, as a multiple of the bare count", "times",
                [one / statistics.median(floor) for one in every],
            ),
            _line("every indicator of a month among them", _rounds(lambda: counted(month)), floor),
            _line("the counts of a month by service, for the centre", _rounds(lambda: index.by_service(month, day))),
            _line("the newest 500 requests behind one", _rounds(lambda: index.evidence("on_time", whole, day, 500))),
        ]  # fmt: skip


def _work_on(file: DeskFile) -> date:
    """Let the cases be worked on: most were decided, some late, with records, ratings and calls to supplement."""
    with file.database.writing() as connection:
        connection.execute(
            "UPDATE view_measure SET decided = CASE WHEN seq % 10 THEN received + seq % 37 ELSE 0 END,"
            " running = seq % 10 = 0, due = CASE WHEN due THEN due ELSE received + 15 END, by_body = seq % 4,"
            " by_party = seq % 3 = 0, obtained = seq % 2, fee = seq % 5 > 0, paid = seq % 3 = 0, inbox = seq % 7 = 0,"
            " later = seq % 9 = 0, called = seq % 11 = 0, grade = seq % 6"
        )
    return datetime.now(UTC).date()


def _rounds(work: Callable[[], object]) -> list[float]:
    """Milliseconds of each round; the first is not counted."""
    work()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def _line(what: str, values: list[float], floor: list[float] | None = None, *, bound: float = 0) -> Figure:
    said = f"count(*) and one sum over the same rows: {statistics.median(floor):.1f} ms" if floor else ""
    return figure(
        "index", f"indicators: {what}", "ms", values, reach=at_most(bound) if bound else None, floor=said
    )  # fmt: skip
