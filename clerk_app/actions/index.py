"""Indicators: looked at and exported by whoever may count, told to the centre, and rated by citizens.

Nobody but supervisors and administrators sees them: they measure the work of a desk and never that of a person, so that
there is no figure of one clerk either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from clerk_app.actions.choosing import Choosing
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.index import INDEX_POLICY
from clerk_app.contract.reference import OFFICE_INDEX
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.errors import CounterError, Invalid, Refused
from clerk_app.domain.index import PLAIN_POLICY, IndexPolicy, Period, Tally, added, measured
from clerk_app.domain.index_bodies import RATING_GIVEN, RatingGiven
from clerk_app.domain.index_facts import COUNTED
from clerk_app.domain.index_figures import Figures, ServiceLine, steps_of
from clerk_app.domain.index_line import DAY_SECONDS, DarkSpan, dark_spans
from clerk_app.domain.index_office import OfficeFigures
from clerk_app.domain.index_periods import stepped
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Journal, NewEntry, Requests
from clerk_app.ports.index import Evidence, Measures, Outages
from clerk_app.ports.outbox import Reference
from clerk_app.ports.paper import IndexFacts

MOST_EVIDENCE = 500
_BEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexWorld:
    """What the indicators are read from, and how they are told on."""

    measures: Measures
    outages: Outages
    reference: Reference
    requests: Requests
    journal: Journal
    choosing: Choosing
    receipting: Receipting
    clock: Clock


class Indicators:
    """Reads what was counted; ``parts`` are the systems whose entries count here."""

    def __init__(self, sessions: Sessions, world: IndexWorld, parts: frozenset[str] = COUNTED) -> None:
        self._sessions = sessions
        self._world = world
        self._parts = parts

    def allowed(self) -> bool:
        """Whether whoever is signed in may see them."""
        try:
            self._sessions.require("counts")
        except CounterError:
            return False
        return True

    def today(self) -> date:
        """The day of the desk."""
        return self._world.clock.local().date()

    def policy(self) -> IndexPolicy:
        """The rules of the municipality, as far as the centre has said."""
        return policy_of(self._world.reference)

    def figures(self, period: Period) -> Figures:
        """Every indicator of this desk over a period, with the office beside it; for whoever may count."""
        self._sessions.require("counts")
        world, policy, today = self._world, self.policy(), self.today().toordinal()
        counted = world.measures.counted(period, today)
        dark = self._dark(period)
        days = {day: tally for day, tally in counted.days.items() if period.holds(day)}
        for day, line in line_days(period, dark, world.clock.local(), world.outages.kept_since()).items():
            days[day] = days.get(day, Tally()) + line
        total = added(days.values())
        return Figures(
            period=period,
            today=today,
            policy=policy,
            total=total,
            measures=measured(total, policy.least_sample, self._parts),
            steps=steps_of(stepped(days, period), policy, self._parts),
            services=self._services(counted.services),
            dark=dark,
            dark_requests=world.outages.received(self._midnight(period.begins), self._end(period)),
            office=self._office(),
            parts=self._parts,
        )

    def evidence(self, code: str, period: Period) -> tuple[Evidence, ...]:
        """The requests behind an indicator, newest first, by number alone; for whoever may count."""
        self._sessions.require("counts")
        return self._world.measures.evidence(code, period, self.today().toordinal(), MOST_EVIDENCE)

    def facts(self, period: Period, language: str) -> IndexFacts:
        """What a paper or a file says of the period; raises ``Unavailable('reference_missing')``."""
        grant = self._sessions.require("counts")
        return IndexFacts(
            issuer=self._world.receipting.issuer(),
            figures=self.figures(period),
            made=self._world.clock.local().isoformat(timespec="seconds"),
            clerk_name=grant.name,
            language=language,
        )

    def rate(self, subject: bytes, grade: int) -> None:
        """Write down how the citizen rated the visit, 1 to 5, or 0 for who would not; the last one counts.

        Raises ``Invalid('grade_unknown')``, ``Refused`` (``request_unknown``, ``already_annulled``) and as others do.
        """
        grant = self._sessions.require("receive")
        if not 0 <= grade <= _BEST:
            raise Invalid("grade_unknown", field="grade")
        view = self._world.requests.view(subject)
        if view is None:
            raise Refused("request_unknown")
        if view.annulled:
            raise Refused("already_annulled")
        body = canonical.encode(RatingGiven(grade=grade))
        self._world.journal.record(NewEntry(kind=RATING_GIVEN, subject=subject, grant=grant.id, body=body))

    def service(self, service: str) -> Service | None:
        """The newest definition of a service, if the centre has published one."""
        try:
            return self._world.choosing.service(service, 0)
        except CounterError:
            return None

    def _services(self, services: Mapping[str, Tally]) -> tuple[ServiceLine, ...]:
        """Procedures by how they kept their deadline, the worst first; last those of which too little is known."""
        lines = []
        for service, tally in services.items():
            known = self.service(service)
            lines.append(
                ServiceLine(
                    service=service,
                    name=known.name if known is not None else Wording(sr=service, en=service),
                    deadline=known.deadline if known is not None else None,
                    tally=tally,
                )
            )
        least = self.policy().least_sample

        def order(line: ServiceLine) -> tuple[float, int, str]:
            tally = line.tally
            share = tally.on_time / tally.settled if tally.settled >= max(1, least) else 2.0
            return share, -tally.settled, line.service

        return tuple(sorted(lines, key=order))

    def _office(self) -> OfficeFigures | None:
        item = self._world.reference.get(OFFICE_INDEX)
        return canonical.decode(item.body, OfficeFigures) if item is not None else None

    def _dark(self, period: Period) -> tuple[DarkSpan, ...]:
        return dark_of(self._world.outages, period, self._world.clock)

    def _midnight(self, day: date) -> int:
        return midnight(day, self._world.clock)

    def _end(self, period: Period) -> int:
        return midnight(period.ends + timedelta(days=1), self._world.clock)


def policy_of(reference: Reference) -> IndexPolicy:
    """The rules of the municipality, as far as the centre has said."""
    item = reference.get(INDEX_POLICY)
    return canonical.decode(item.body, IndexPolicy) if item is not None else PLAIN_POLICY


def dark_of(outages: Outages, period: Period, clock: Clock) -> tuple[DarkSpan, ...]:
    """When the line was away in a period, by day."""
    days = [period.begins + timedelta(days=place) for place in range(period.days + 1)]
    midnights = [midnight(day, clock) for day in days]
    now = int(clock.local().timestamp() * 1_000_000)
    found = outages.between(midnights[0], midnights[-1])
    spans = [(one.began, max(one.ended, now) if one.running else one.ended) for one in found]
    return dark_spans(spans, period.first, midnights)


def line_days(period: Period, dark: tuple[DarkSpan, ...], now: datetime, since: int | None) -> dict[int, Tally]:
    """The seconds of each day of a period so far, and those without the line.

    Only from ``since`` on (microseconds UTC), when this desk's records begin: before that nobody could have measured.
    """
    days: dict[int, Tally] = {}
    if since is not None:
        began = datetime.fromtimestamp(since / 1_000_000, now.tzinfo)
        opened, today = began.toordinal(), now.toordinal()
        for day in range(max(period.first, opened), min(period.last, today) + 1):
            begins = _seconds(began) if day == opened else 0
            ends = _seconds(now) if day == today else DAY_SECONDS
            days[day] = Tally(span=max(0, ends - begins))
    for span in dark:
        if (known := days.get(span.day)) is not None:
            days[span.day] = replace(known, dark=min(known.span, known.dark + span.seconds))
    return days


def _seconds(moment: datetime) -> int:
    """The seconds of its day that are gone."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def midnight(day: date, clock: Clock) -> int:
    """When a day begins by the desk's local time, microseconds UTC."""
    zone = clock.local().tzinfo
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1_000_000)
