"""What this desk tells the centre of its line, made when the centre is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from clerk_app.app.stores import Stores
from clerk_app.carriers.https import HttpsLine
from clerk_app.contract.link import LinkReport, write
from clerk_app.domain.errors import CounterError
from clerk_app.ports.clock import Clock
from clerk_app.ports.index import Outages
from clerk_app.ports.outbox import OutboxSize
from clerk_app.sync.link import LinkState

_SECOND = 1_000_000
_AGAIN = 50 * 60 * _SECOND  # so that every hour of the history has its word
_NEAR = 4  # a quarter


def reporting_line(
    line: HttpsLine,
    stores: Stores,
    clock: Clock,
    shown: Callable[[LinkState], None],
    delayed: Callable[[int], None] = lambda _milliseconds: None,
) -> LinkReporting:
    """Have ``line`` tell of itself with each question; what is returned hears how it is measured.

    ``delayed`` hears how long a question takes.
    """
    made = LinkReporting(stores.outbox.size, stores.outages, clock, shown, delayed)
    line.tell(made.told)
    return made


class LinkReporting:
    """Hears the link's states on the way to who shows them; ``told`` is asked with the delay in milliseconds.

    What the centre has heard is not told again but once in a while: an idle question stays as short as it was.
    """

    def __init__(
        self,
        size: Callable[[], OutboxSize],
        outages: Outages,
        clock: Clock,
        shown: Callable[[LinkState], None],
        delayed: Callable[[int], None] = lambda _milliseconds: None,
    ) -> None:
        self._size = size
        self._outages = outages
        self._clock = clock
        self._shown = shown
        self._delayed = delayed
        self._rate = 0
        self._last = LinkReport(waiting=-1)
        self._last_at = 0

    def take(self, link: LinkState) -> None:
        """The line as it was last measured."""
        self._rate = link.rate
        self._shown(link)

    def told(self, delay: int) -> str:
        """The report as it travels; nothing where it is as before, or where the file has no time for it."""
        self._delayed(delay)
        now = self._clock.stamp().at
        midnight = self._clock.local().replace(hour=0, minute=0, second=0, microsecond=0)
        today = now - (self._clock.local() - midnight) // timedelta(microseconds=1)
        try:
            size = self._size()
            outages = len(self._outages.between(today, now))
        except CounterError:
            return ""
        oldest = max(0, now - size.oldest) // _SECOND if size.oldest else 0
        report = LinkReport(waiting=size.entries, oldest=oldest, rate=self._rate, delay=delay, outages=outages)
        if now - self._last_at < _AGAIN and _is_alike(report, self._last):
            return ""
        self._last, self._last_at = report, now
        return write(report)


def _is_alike(report: LinkReport, last: LinkReport) -> bool:
    """Whether nothing has changed that would be read; a delay is never the same twice."""
    near = abs(report.delay - last.delay) * _NEAR <= last.delay
    return near and write(replace(report, delay=0)) == write(replace(last, delay=0))
