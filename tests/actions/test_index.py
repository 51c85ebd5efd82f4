"""Indicators: for whoever may count, counted from the journal, rated by citizens, compared with the office."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.actions.index import line_days
from clerk_app.domain.errors import CounterError, Invalid, Refused
from clerk_app.domain.index import PLAIN_POLICY, Period
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.domain.index_line import DAY_SECONDS, dark_spans
from clerk_app.domain.index_periods import of_kind
from clerk_app.ports.index import Outage
from tests.support.desk_day import DRAGAN, EXTRACT, MILOS, RADA, STOJAN, VESNA
from tests.support.fake_desk import FakeDesk
from tests.support.fake_index import INDEX_ITEM, autumn, office_item
from tests.support.fake_neighbours import NOW, micros

TODAY = NOW.date()
MONTH = of_kind("month", TODAY)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(role="supervisor")


@pytest.mark.parametrize(
    ("role", "may"),
    [("clerk", False), ("handler", False), ("trainee", False), ("supervisor", True), ("administrator", True)],
)
def test_only_who_may_count_sees_them(role: str, may: bool) -> None:
    desk = FakeDesk(role=role)
    indicators = desk.actions.systems.indicators
    assert indicators.allowed() is may
    for ask in (lambda: indicators.figures(MONTH), lambda: indicators.evidence("visits", MONTH)):
        if may:
            ask()
        else:
            with pytest.raises(CounterError, match="not_permitted"):
                ask()


def test_figures_are_those_of_the_requests_that_were_taken(desk: FakeDesk) -> None:
    indicators = desk.actions.systems.indicators
    views = [desk.receive(who, "birth-extract", EXTRACT) for who in (DRAGAN, MILOS, RADA, STOJAN, VESNA)]
    desk.register(views[0].subject, "004812736/2026", "resen_usvojen")
    for view, grade in zip(views, (5, 4, 5, 3, 0), strict=True):
        indicators.rate(view.subject, grade)
    figures = indicators.figures(MONTH)
    assert (figures.total.requests, figures.total.settled, figures.total.on_time) == (5, 1, 1)
    assert figures.measures["visits"].value == 1
    assert figures.measures["rating"].why == "few"  # four of five said one
    assert figures.policy == PLAIN_POLICY
    assert figures.total.grades == (0, 0, 1, 1, 2)
    assert [(line.name.sr, line.tally.settled) for line in figures.services] == [("Извод из матичне књиге рођених", 1)]
    assert {one.number for one in indicators.evidence("visits", MONTH)} == {view.number for view in views}


def test_what_rests_on_fewer_than_the_policy_says_is_not_told(desk: FakeDesk) -> None:
    desk.reference.told(INDEX_ITEM)
    view = desk.receive(DRAGAN, "birth-extract", EXTRACT)
    desk.actions.systems.indicators.rate(view.subject, 1)
    figures = desk.actions.systems.indicators.figures(MONTH)
    assert (figures.measures["rating"].value, figures.measures["rating"].why) == (None, "few")
    assert (figures.measures["visits"].value, figures.measures["visits"].denominator) == (None, 1)


def test_the_last_rating_counts_and_nothing_but_the_number_is_kept(desk: FakeDesk) -> None:
    view = desk.receive(DRAGAN, "birth-extract", EXTRACT)
    for grade in (2, 5):
        desk.actions.systems.indicators.rate(view.subject, grade)
    assert desk.actions.systems.indicators.figures(MONTH).total.grades == (0, 0, 0, 0, 1)
    entries = [entry for entry in desk.journal.subjects[view.subject] if entry.header.kind == "rating.given"]
    assert [entry.body for entry in entries] == [b'{"grade":2}', b'{"grade":5}']
    assert [body.grade for _, body in desk.case_files.of(view.subject).recorded(RatingGiven)] == [2, 5]


def test_ratings_that_are_none(desk: FakeDesk) -> None:
    rate = desk.actions.systems.indicators.rate
    view = desk.receive(DRAGAN, "birth-extract", EXTRACT)
    for grade in (-1, 6):
        with pytest.raises(Invalid, match="grade_unknown"):
            rate(view.subject, grade)
    with pytest.raises(Refused, match="request_unknown"):
        rate(b"nobody" * 2, 5)
    desk.actions.annulling.annul(view.subject, "погрешан поступак")
    with pytest.raises(Refused, match="already_annulled"):
        rate(view.subject, 5)


def test_the_line_is_told_by_day_up_to_now(desk: FakeDesk) -> None:
    began = NOW - timedelta(days=1, hours=2)
    desk.outages.made.append(Outage(began=micros(began), ended=micros(began + timedelta(hours=1)), kind="line_down"))
    figures = desk.actions.systems.indicators.figures(MONTH)
    measure = figures.measures["offline"]
    assert (measure.numerator, measure.value) == (3600, 1)
    assert measure.denominator == (NOW.day - 1) * 86_400 + NOW.hour * 3600 + NOW.minute * 60
    assert [(one.day, one.seconds) for one in figures.dark] == [(TODAY.toordinal() - 1, 3600)]
    assert sum(step.tally.dark for step in figures.steps) == 3600
    desk.outages.begin(micros(NOW - timedelta(minutes=5)), "line_down")
    again = desk.actions.systems.indicators.figures(MONTH).measures["offline"]
    assert again.numerator == 3900  # what is away now is away until now


def test_the_line_is_measured_only_since_the_desk_has_records(desk: FakeDesk) -> None:
    desk.outages.since = micros(NOW - timedelta(days=2))
    measure = desk.actions.systems.indicators.figures(MONTH).measures["offline"]
    assert measure.denominator == 2 * 86_400
    desk.outages.since = None
    assert desk.actions.systems.indicators.figures(MONTH).measures["offline"].denominator == 0


def test_time_without_the_line_stands_beside_the_office_as_a_share_of_the_same_months(desk: FakeDesk) -> None:
    desk.reference.told(INDEX_ITEM, office_item())
    indicators = desk.actions.systems.indicators
    figures = indicators.figures(MONTH)
    assert figures.office_value("offline") == pytest.approx(75 / 2160)
    assert figures.municipality_value("offline") == pytest.approx(3 * 3600 * 75 / (3 * 3600 * 2160 + 100))
    week = indicators.figures(Period(first=MONTH.last - 6, last=MONTH.last))
    assert (week.office_value("offline"), week.municipality_value("offline")) == (None, None)
    assert week.office_value("not_asked") is not None
    year = indicators.figures(of_kind("year", TODAY))  # the office has told of half of it
    assert year.office_value("offline") is None


def test_an_autumn_beside_the_office(desk: FakeDesk) -> None:
    autumn(desk.measures, desk.outages)
    desk.reference.told(INDEX_ITEM, office_item())
    figures = desk.actions.systems.indicators.figures(MONTH)
    assert figures.office_value("not_asked") == pytest.approx(1200 / 1800)
    assert figures.municipality_value("not_asked") == pytest.approx(3600 / 5500)
    assert figures.office_value("by_ezup") is None  # the centre has told nothing of it
    by_ezup = figures.measures["by_ezup"]  # eZUP's entries are counted: nothing obtained is 0 of n, and no lack of data
    assert (by_ezup.numerator, by_ezup.value, by_ezup.why) == (0, 0, "")
    assert by_ezup.denominator >= figures.policy.least_sample
    shares = [line.tally.on_time / line.tally.settled for line in figures.services if line.tally.settled >= 5]
    assert shares == sorted(shares)  # the worst first
    assert sum(step.tally.requests for step in figures.steps) == figures.total.requests


def test_a_paper_says_who_made_it_and_when(desk: FakeDesk) -> None:
    facts = desk.actions.systems.indicators.facts(Period(first=MONTH.first, last=MONTH.last), "sr")
    assert (facts.clerk_name, facts.made, facts.figures.period) == ("М. Примерић", NOW.isoformat("T", "seconds"), MONTH)


@given(
    outages=st.lists(st.tuples(st.integers(0, 4 * DAY_SECONDS), st.integers(0, 4 * DAY_SECONDS)), max_size=8),
    since=st.none() | st.integers(0, 4 * DAY_SECONDS),
    now=st.integers(0, 4 * DAY_SECONDS),
)
def test_the_hours_without_the_line_are_never_more_than_there_were(
    outages: list[tuple[int, int]], since: int | None, now: int
) -> None:
    begun = datetime(2026, 11, 1, tzinfo=UTC)
    period = Period(first=begun.toordinal(), last=begun.toordinal() + 3)
    origin = int(begun.timestamp())
    midnights = [(origin + day * DAY_SECONDS) * 1_000_000 for day in range(5)]
    spans = [((origin + one) * 1_000_000, (origin + other) * 1_000_000) for one, other in outages]
    dark = dark_spans(spans, period.first, midnights)
    opened = None if since is None else (origin + since) * 1_000_000
    days = line_days(period, dark, begun + timedelta(seconds=now), opened)
    assert all(0 <= day.dark <= day.span for day in days.values())
