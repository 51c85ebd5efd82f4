"""The view of a day: what this desk and whoever is signed in did, what is open, and what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from clerk_app.actions.choosing import Choosing
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.domain import days
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.days import Day, DayCase, DayLine
from clerk_app.domain.errors import CounterError
from clerk_app.domain.requests import RequestView
from clerk_app.ports.clock import Clock
from clerk_app.ports.day_book import DayBook
from clerk_app.ports.desk_file import ListFilter, PrintJobs, Requests
from clerk_app.ports.paper import DayFacts

_MOST_DUE = 200


class Days:
    """Reads only; what it tells names nobody."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        requests: Requests,
        jobs: PrintJobs,
        book: DayBook,
        choosing: Choosing,
        receipting: Receipting,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._requests = requests
        self._jobs = jobs
        self._book = book
        self._choosing = choosing
        self._receipting = receipting
        self._clock = clock

    def of(self, day: date) -> Day:
        """What a day had, as far as this desk knows it; for whoever may search."""
        user = self._sessions.require("search").user
        made = self._book.between(self._midnight(day), self._midnight(day + timedelta(days=1)))
        today, soon = days.due_of(self._mine_and_nobodys(user), day)
        return Day(
            date=day.isoformat(),
            lines=tuple(self._named(line) for line in days.lines_of(made, user)),
            done=days.done_of(made),
            print_problems=sum(job.state in {"unknown", "failed"} for job in self._jobs.open()),
            waiting=self._requests.counts(user).waiting,
            today=self._cases(today),
            soon=self._cases(soon),
        )

    def facts(self, day: date, language: str) -> DayFacts:
        """The sheet of a day; raises ``Unavailable('reference_missing')`` before the first exchange."""
        grant = self._sessions.require("print")
        return DayFacts(
            issuer=self._receipting.issuer(),
            day=self.of(day),
            made=self._clock.local().isoformat(timespec="seconds"),
            clerk_name=grant.name,
            language=language,
        )

    def _mine_and_nobodys(self, user: str) -> tuple[RequestView, ...]:
        """The cases of whoever asks, and those near their day that nobody works on."""
        mine = self._requests.page(ListFilter(scope="mine", handler=user, order="due"), limit=_MOST_DUE)
        near = self._requests.page(ListFilter(scope="deadline", order="due"), limit=_MOST_DUE)
        known = {view.subject for view in mine}
        return (*mine, *(view for view in near if not view.handler and view.subject not in known))

    def _cases(self, views: Iterable[RequestView]) -> tuple[DayCase, ...]:
        return tuple(
            DayCase(
                subject=view.subject,
                number=view.unique_number or view.number,
                registered=view.registered,
                service=self._name(view.service, view.service_version),
                state=view.state,
                due=view.due,
            )
            for view in views
        )

    def _named(self, line: DayLine) -> DayLine:
        return replace(line, name=self._name(line.service, line.version))

    def _name(self, service: str, version: int) -> Wording:
        try:
            return self._choosing.service(service, version).name
        except CounterError:
            return Wording(sr=service, en=service)

    def _midnight(self, day: date) -> int:
        """When a day begins by the desk's local time, microseconds UTC."""
        zone = self._clock.local().tzinfo
        return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1_000_000)
