"""Deadlines are counted as the law counts, and never end on a day on which nobody works."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain import deadlines
from clerk_app.domain.catalogue import Deadline

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2021, 5, 2), (2022, 4, 24), (2023, 4, 16), (2024, 5, 5), (2025, 4, 20), (2026, 4, 12), (2027, 5, 2)],
)
def test_orthodox_easter(year: int, month: int, day: int) -> None:
    assert deadlines.orthodox_easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2023, 1, 3), "1 January 2023 was a Sunday and the 2nd a holiday"),
        (date(2021, 5, 4), "2 May 2021 was Easter Sunday and the 3rd Easter Monday"),
        (date(2026, 2, 17), "15 February 2026 is a Sunday and the 16th a holiday"),
        (date(2026, 4, 10), "Good Friday"),
        (date(2026, 1, 7), "Christmas"),
        (date(2026, 11, 11), "Armistice Day"),
    ],
)
def test_nobody_works(day: date, why: str) -> None:
    assert not deadlines.is_working_day(day), why


def test_christmas_on_a_sunday_moves_nothing() -> None:
    assert deadlines.is_working_day(date(2024, 1, 8))


@pytest.mark.parametrize(
    ("deadline", "received", "last"),
    [
        (Deadline(kind="days", days=8), date(2026, 11, 23), date(2026, 12, 1)),
        (Deadline(kind="days", days=30), date(2026, 1, 8), date(2026, 2, 9)),
        (Deadline(kind="days", days=30), date(2026, 1, 16), date(2026, 2, 18)),
        (Deadline(kind="working_days", days=8), date(2026, 4, 9), date(2026, 4, 23)),
        (Deadline(kind="at_once"), date(2026, 11, 23), date(2026, 11, 23)),
        (Deadline(kind="at_once"), date(2026, 11, 22), date(2026, 11, 23)),
        (Deadline(kind="booked"), date(2026, 11, 23), None),
    ],
)
def test_last_days(deadline: Deadline, received: date, last: date | None) -> None:
    assert deadlines.due(deadline, received) == last


@given(DAYS, st.integers(1, 400), st.sampled_from(["days", "working_days"]))
def test_a_deadline_ends_on_a_working_day_and_not_early(received: date, days: int, kind: str) -> None:
    last = deadlines.due(Deadline(kind=kind, days=days), received)  # type: ignore[arg-type]
    assert last is not None
    assert deadlines.is_working_day(last)
    assert last >= received + timedelta(days=days)


@given(DAYS, st.integers(1, 60))
def test_working_days_are_counted_one_by_one(start: date, count: int) -> None:
    last = deadlines.after_working_days(start, count)
    between = (start + timedelta(days=passed) for passed in range(1, (last - start).days + 1))
    assert sum(map(deadlines.is_working_day, between)) == count


@pytest.mark.parametrize(
    ("end", "count"),
    [(date(2026, 11, 23), 0), (date(2026, 11, 24), 1), (date(2026, 11, 29), 4), (date(2026, 12, 1), 6)],
)
def test_working_days_are_counted_after_the_first_up_to_the_last(end: date, count: int) -> None:
    assert deadlines.working_days(date(2026, 11, 23), end) == count
    assert deadlines.working_days(end, date(2026, 11, 23)) == 0
