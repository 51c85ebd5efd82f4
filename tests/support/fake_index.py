"""Counts in memory for the indicators: those of the fake journal's requests, or a whole autumn that is given."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.entries import body_of
from clerk_app.contract.reference import OFFICE_INDEX, Item
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.index import INDICATORS, IndexPolicy, Period, Tally
from clerk_app.domain.index_bodies import INDEX_REPORTED, IndexReported
from clerk_app.domain.index_facts import Facts, facts_of, tallied
from clerk_app.domain.index_office import MonthLine, OfficeFigures
from clerk_app.ports.index import Counted, Evidence, Outage
from tests.support.fake_desk_file import FakeCaseFiles, FakeJournal, FakeRequests
from tests.support.fake_neighbours import NOW, micros

POLICY = IndexPolicy(least_sample=5, small=5, targets={"not_asked": 80, "on_time": 95})
SERVICES = ("birth-extract", "citizenship-certificate", "public-area", "child-allowance", "location-information",
            "local-tax-clearance", "taxi-permit")  # fmt: skip
GIVEN_DAYS = {"birth-extract": 1, "citizenship-certificate": 8, "location-information": 8, "local-tax-clearance": 8}
INDEX_ITEM = Item("index", 1, msgspec.Raw(canonical.encode(POLICY)))


@dataclass
class FakeMeasures:
    """The ports ``Measures`` and ``Reports``: what the domain counts of ``given`` facts and of the journal's."""

    journal: FakeJournal
    requests: FakeRequests
    files: FakeCaseFiles
    given: list[Facts] = field(default_factory=list)

    def counted(self, period: Period, today: int) -> Counted:
        facts = [*self.given, *self._own().values()]
        days = {day: tallied(facts, Period(first=day, last=day), today) for day in range(period.first, period.last + 1)}
        named: dict[str, list[Facts]] = {}
        for one in facts:
            named.setdefault(one.service, []).append(one)
        services = {name: tallied(some, period, today) for name, some in named.items()}
        kept = {name: tally for name, tally in services.items() if tally.settled}
        return Counted(days={day: tally for day, tally in days.items() if tally != Tally()}, services=kept)

    def by_service(self, period: Period, today: int) -> Mapping[str, Tally]:
        facts = [one for one in (*self.given, *self._own().values()) if one.origin == 0]
        return {
            name: tallied([one for one in facts if one.service == name], period, today)
            for name in sorted({one.service for one in facts})
        }

    def evidence(self, code: str, period: Period, today: int, limit: int) -> tuple[Evidence, ...]:
        indicator = next(one for one in INDICATORS if one.code == code)
        found = []
        for subject, facts in self._own().items():
            tally = tallied([facts], period, today)
            view = self.requests.view(subject)
            if indicator.denominator(tally) and view is not None:
                found.append(
                    Evidence(
                        subject=subject,
                        number=view.number,
                        unique_number=view.unique_number,
                        service=view.service,
                        service_version=view.service_version,
                        day=facts.received,
                        numerator=indicator.numerator(tally),
                        denominator=indicator.denominator(tally),
                    )
                )
        return tuple(sorted(found, key=lambda one: (-one.day, one.number))[:limit])

    def reported(self, subject: bytes) -> IndexReported | None:
        made = [entry for entry in self.journal.subjects.get(subject, []) if entry.header.kind == INDEX_REPORTED]
        body = made[-1].body if made else None
        return canonical.decode(body, IndexReported) if body is not None else None

    def _own(self) -> dict[bytes, Facts]:
        found = {}
        for subject, entries in self.journal.subjects.items():
            first = entries[0]
            if first.header.kind != "request.received" or first.body is None:
                continue
            body = body_of(first.header.kind, 1, first.body)
            view = self.requests.view(subject)
            assert isinstance(body, RequestReceived)
            facts = facts_of(body, self.files.of(subject), view) if view is not None else None
            if facts is not None:
                found[subject] = facts
        return found


@dataclass
class FakeOutages:
    """The ports ``Outages`` and ``OutageBook`` over a list."""

    made: list[Outage] = field(default_factory=list)
    dark_requests: int = 0
    since: int | None = 0

    def kept_since(self) -> int | None:
        return self.since

    def begin(self, at: int, kind: str) -> None:
        self.made.append(Outage(began=at, ended=at, kind=kind, running=True))

    def seen(self, at: int) -> None:
        self.made = [replace(one, ended=at) if one.running else one for one in self.made]

    def end(self, at: int) -> None:
        self.made = [replace(one, ended=at, running=False) if one.running else one for one in self.made]

    def recover(self) -> None:
        self.made = [replace(one, running=False) for one in self.made]

    def between(self, since: int, until: int) -> tuple[Outage, ...]:
        return tuple(one for one in self.made if one.began < until and (one.running or one.ended > since))

    def received(self, since: int, until: int) -> int:
        return self.dark_requests


def autumn(measures: FakeMeasures, outages: FakeOutages) -> None:
    """Fill both with an autumn of work up to the day of the tests: always the same one."""
    chance, today = random.Random(11), NOW.date().toordinal()
    for day in range(today - 150, today + 1):
        if date.fromordinal(day).isoweekday() > 5:
            continue
        for _ in range(chance.randrange(5, 10)):
            measures.given.append(_request(chance, day, today))
    for back, hour, hours in ((2, 7, 5), (6, 0, 24), (7, 0, 13), (12, 9, 2), (13, 15, 4), (18, 6, 8), (40, 7, 30)):
        begins = (
            datetime.combine(NOW.date(), datetime.min.time(), NOW.tzinfo) - timedelta(days=back) + timedelta(hours=hour)
        )
        outages.made.append(
            Outage(began=micros(begins), ended=micros(begins + timedelta(hours=hours)), kind="line_down")
        )
    outages.dark_requests = 42


def _request(chance: random.Random, day: int, today: int) -> Facts:
    if chance.random() < 0.15:
        return Facts(service="public-area", received=day, origin=2, fee=1, paid=int(chance.random() < 0.9))
    service = chance.choice(SERVICES)
    given = GIVEN_DAYS.get(service, 30)
    progress = (day - today + 150) / 150
    taken = chance.randrange(0, max(2, int(given * 1.08)))
    decided = day + taken if day + taken <= today else 0
    records = chance.randrange(1, 4)
    by_body = sum(chance.random() < 0.4 + 0.38 * progress for _ in range(records))
    return Facts(
        service=service, received=day, due=day + given, decided=decided, running=int(not decided), by_body=by_body,
        by_party=records - by_body, fee=int(chance.random() < 0.7), paid=int(chance.random() < 0.2 + 0.3 * progress),
        inbox=int(chance.random() < 0.1 + 0.15 * progress), visit=chance.randrange(1, 9),
        later=int(chance.random() < 0.3), called=int(chance.random() < 0.14 - 0.06 * progress),
        grade=chance.choice((5, 5, 5, 5, 4, 4, 3, 0, 0, 0, 0, 2, 1)),
    )  # fmt: skip


def office_item() -> Item:
    """What the centre said of the office: a little behind this desk in the autumn, and of the whole municipality."""
    lines = []
    for place, month in enumerate(("2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11")):
        for code, numerator, denominator in (
            ("not_asked", 900 + 60 * place, 1800), ("by_epayment", 200 + 30 * place, 900), ("by_inbox", 120, 900),
            ("by_portal", 150, 1000), ("on_time", 850, 940), ("visits", 1150, 900), ("supplements", 110, 900),
            ("rating", 1290, 300), ("offline", 3600 * 75, 3600 * 2160),
        ):  # fmt: skip
            lines.append(
                MonthLine(
                    month=month,
                    code=code,
                    numerator=numerator,
                    denominator=denominator,
                    all_numerator=3 * numerator,
                    all_denominator=3 * denominator + 100,
                )
            )
    figures = OfficeFigures(office="1", name="Услужни центар", at=micros(NOW - timedelta(days=2)), lines=tuple(lines))
    return Item(OFFICE_INDEX, figures.at, msgspec.Raw(canonical.encode(figures)))
