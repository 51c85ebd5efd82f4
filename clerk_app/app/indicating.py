"""The indicators of an open desk: the line is watched, rows are made up for, and months are reported."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from clerk_app.actions.index import Indicators
from clerk_app.actions.index_reporting import IndexReporting
from clerk_app.app.stores import Stores
from clerk_app.app.upkeep import HOUR, Task
from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.domain.index import Period
from clerk_app.ports.clock import Clock
from clerk_app.ports.index import OutageBook
from clerk_app.ports.paper import IndexPapers
from clerk_app.store.measures import Measuring
from clerk_app.sync.link import LinkState
from clerk_app.sync.outages import OutageWatch
from clerk_app.sync.pace import PaceLog
from clerk_app.sync.write import Write

MINUTE = 60.0


def index_tasks(stores: Stores, desk: str, clock: Clock, reporting: IndexReporting) -> tuple[Task, ...]:
    """What the upkeep does for them."""
    measuring = Measuring(stores.file.database, desk)

    def measure(pause: Callable[[], None]) -> None:
        while measuring.step():
            pause()

    return (
        Task("outage", MINUTE, lambda _pause: stores.outages.seen(clock.stamp().at)),
        Task("measures", HOUR, measure),
        Task("index", HOUR, reporting.run),
    )


def watched(
    book: OutageBook, write: Write, clock: Clock, told: Callable[[LinkState], None]
) -> Callable[[LinkState], None]:
    """``told`` of the link's states, with outages written down on the way."""
    watch = OutageWatch(book, write, lambda: clock.stamp().at)

    def take(link: LinkState) -> None:
        told(link)
        watch.take(link)

    return take


def measured(pace: PaceLog, told: Callable[[LinkState], None]) -> Callable[[LinkState], None]:
    """``told`` of the link's states, with the rate kept on the way."""

    def take(link: LinkState) -> None:
        if link.kind in {"good", "slow"}:
            pace.measured(link.rate)
        told(link)

    return take


def end_outage(book: OutageBook, clock: Clock) -> None:
    """The program ends, and with it what it knows of the line; a full disk leaves that to the next start."""
    with contextlib.suppress(CounterError):
        book.end(clock.stamp().at)


class IndexExport:
    """Writes the counts of a period as a file that a spreadsheet opens."""

    def __init__(self, indicators: Indicators, papers: IndexPapers, desk: str) -> None:
        self._indicators = indicators
        self._papers = papers
        self._desk = desk

    def save(self, folder: Path, period: Period, language: str) -> Path:
        """The file in ``folder``, named by desk and days; raises ``Unavailable('file_not_written')``."""
        table = self._papers.indicator_table(self._indicators.facts(period, language))
        target = folder / f"salter-{self._desk}-{period.begins.isoformat()}-{period.ends.isoformat()}.csv"
        try:
            target.write_bytes(table)
        except OSError as error:
            raise Unavailable("file_not_written", file=target.name) from error
        return target
