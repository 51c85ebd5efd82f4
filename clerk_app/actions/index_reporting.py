"""Reporting indicators to the centre: a month once it is over, by the desk itself, and the month so far when asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.actions.index import dark_of, line_days, policy_of
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.domain.index import Period, added
from clerk_app.domain.index_batch import lines_of
from clerk_app.domain.index_bodies import INDEX_REPORTED, IndexReported
from clerk_app.domain.index_facts import COUNTED
from clerk_app.domain.index_periods import month_name, of_kind
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Journal, NewEntry
from clerk_app.ports.index import Measures, Outages, Reports
from clerk_app.ports.outbox import Reference

_SERVICE = "service/"
_OF_THE_LINE = frozenset({"offline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWorld:
    """What a report is made from, and where it goes."""

    measures: Measures
    outages: Outages
    reports: Reports
    reference: Reference
    journal: Journal
    clock: Clock


class IndexReporting:
    """Writes ``index.reported`` entries: counts only, which travel as every entry does."""

    def __init__(self, sessions: Sessions, world: ReportWorld, parts: frozenset[str] = COUNTED) -> None:
        self._sessions = sessions
        self._world = world
        self._parts = parts

    def run(self, pause: Callable[[], None] = lambda: None) -> bool:
        """Report the month before this one, unless that was done; tells whether it did. Needs nobody signed in."""
        pause()
        before = of_kind("last_month", self._world.clock.local().date())
        known = self._world.reports.reported(subject_of(month_name(before.begins)))
        if known is not None and known.whole:
            return False
        made = self.report(before, whole=True)
        if all(line.code in _OF_THE_LINE for line in made.lines):
            return False  # nobody worked here then: perhaps there was no desk
        self._record(made, "")
        return True

    def send(self) -> IndexReported:
        """Report the month so far, for the office to be compared with now; by whoever may count."""
        grant = self._sessions.require("counts")
        made = self.report(of_kind("month", self._world.clock.local().date()), whole=False)
        self._record(made, grant.id)
        return made

    def report(self, period: Period, *, whole: bool) -> IndexReported:
        """The counts of a month as they leave the desk."""
        world, now = self._world, self._world.clock.local()
        today, policy = now.date().toordinal(), policy_of(world.reference)
        dark = dark_of(world.outages, period, world.clock)
        counted = world.measures.counted(period, today).days
        days = [tally for day, tally in counted.items() if period.holds(day)]
        total = added([*days, *line_days(period, dark, now, world.outages.kept_since()).values()])
        services = world.measures.by_service(period, today)
        known = {item.name.removeprefix(_SERVICE).partition("@")[0] for item in world.reference.services()}
        month = month_name(period.begins)
        last = world.reports.reported(subject_of(month))
        before = last.lines if last is not None else ()
        lines = lines_of(services, total, known, policy.small, self._parts, before=before)
        return IndexReported(month=month, whole=whole, lines=lines)

    def _record(self, made: IndexReported, grant: str) -> None:
        subject = subject_of(made.month)
        self._world.journal.record(
            NewEntry(kind=INDEX_REPORTED, subject=subject, grant=grant, body=canonical.encode(made))
        )


def subject_of(month: str) -> bytes:
    """The subject of the reports of a month: the same each time, so that the last one is found by it."""
    return hashlib.sha256(f"index.reported {month}".encode()).digest()[:16]
