from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.errors import Invalid
from clerk_app.domain.index import Period, Tally, added
from clerk_app.domain.index_periods import KINDS, between, months, of_kind, stepped, steps

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("month", "2026-11-01", "2026-11-23"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("quarter", "2026-10-01", "2026-11-23"),
        ("year", "2026-01-01", "2026-11-23"),
    ],
)
def test_periods_of_a_day_in_november(kind: str, first: str, last: str) -> None:
    period = of_kind(kind, date(2026, 11, 23))  # type: ignore[arg-type]
    assert (period.begins.isoformat(), period.ends.isoformat()) == (first, last)


def test_the_month_before_january_is_december() -> None:
    period = of_kind("last_month", date(2027, 1, 1))
    assert (period.begins, period.ends) == (date(2026, 12, 1), date(2026, 12, 31))


@given(today=DAYS, kind=st.sampled_from(KINDS))
def test_steps_cover_a_period_without_gap_or_overlap(today: date, kind: str) -> None:
    period = of_kind(kind, today)  # type: ignore[arg-type]
    made = steps(period)
    assert [day for step in made for day in range(step.first, step.last + 1)] == list(
        range(period.first, period.last + 1)
    )
    assert all(step.begins.isoweekday() == 1 or step.begins.day == 1 for step in made)
    assert len(made) <= 15
    assert {day.strftime("%Y-%m") for day in (step.begins for step in made)} <= set(months(period))


@given(first=DAYS, last=DAYS)
def test_what_was_counted_by_day_is_whole_in_its_steps(first: date, last: date) -> None:
    period = Period(first=min(first, last).toordinal(), last=max(first, last).toordinal())
    days = {day: Tally(requests=1) for day in range(period.first, period.last + 1, 5)}
    assert added(tally for _, tally in stepped(days, period)) == Tally(requests=len(days))


@pytest.mark.parametrize(
    ("first", "last", "code", "field"),
    [
        ("", "2026-11-01", "period_unread", "first"),
        ("2026-11-01", "1.11.", "period_unread", "last"),
        ("2026-11-02", "2026-11-01", "period_order", "first"),
        ("2027-01-01", "2027-02-01", "period_order", "first"),
        ("1999-01-01", "2026-11-01", "period_long", "first"),
    ],
)
def test_own_days_that_make_no_period(first: str, last: str, code: str, field: str) -> None:
    with pytest.raises(Invalid, match=code) as caught:
        between(first, last, date(2026, 11, 23))
    assert caught.value.field == field


def test_a_period_of_own_days_ends_today_at_the_latest() -> None:
    period = between("2026-11-20", "2026-12-31", date(2026, 11, 23))
    assert (period.begins, period.ends) == (date(2026, 11, 20), date(2026, 11, 23))
