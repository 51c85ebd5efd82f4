"""Periods that indicators are looked at over, and the steps that a plot of one has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from clerk_app.domain.errors import Invalid
from clerk_app.domain.index import Period, Tally, added
from clerk_app.domain.values import read_date

PeriodKind = Literal["month", "last_month", "quarter", "year", "own"]
KINDS: tuple[PeriodKind, ...] = ("month", "last_month", "quarter", "year", "own")
LONGEST = 5 * 366
MOST_WEEKS = 14
"""A plot of more weeks than a quarter has shows months."""


def of_kind(kind: PeriodKind, today: date) -> Period:
    """The period of a kind as it stands ``today``; one that is not over ends with today."""
    if kind == "last_month":
        return month_of(today.replace(day=1) - timedelta(days=1))
    if kind == "quarter":
        return _upto(today.replace(month=today.month - (today.month - 1) % 3, day=1), today)
    return _upto(today.replace(month=1, day=1) if kind == "year" else today.replace(day=1), today)


def month_of(day: date) -> Period:
    """The whole month of a day."""
    after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _upto(day.replace(day=1), after - timedelta(days=1))


def between(first: str, last: str, today: date) -> Period:
    """A period by two days (ISO); raises ``Invalid`` (``period_unread``, ``period_order``, ``period_long``)."""
    for name, given in (("first", first), ("last", last)):
        if not given or read_date(given) != given:
            raise Invalid("period_unread", field=name)
    begins, ends = date.fromisoformat(first), min(date.fromisoformat(last), today)
    if begins > ends:
        raise Invalid("period_order", field="first")
    made = _upto(begins, ends)
    if made.days > LONGEST:
        raise Invalid("period_long", field="first")
    return made


def steps(period: Period) -> tuple[Period, ...]:
    """The weeks (from Monday) of a period, or its months where it is long; the first and the last may be cut."""
    made, begins = [], period.first
    weekly = period.days <= 7 * MOST_WEEKS
    while begins <= period.last:
        ends = begins + 6 - (begins - 1) % 7 if weekly else month_of(date.fromordinal(begins)).last
        made.append(Period(first=begins, last=min(ends, period.last)))
        begins = ends + 1
    return tuple(made)


def months(period: Period) -> tuple[str, ...]:
    """The months that a period touches, as ``2026-11``."""
    made, day = [], period.begins
    while day <= period.ends:
        made.append(month_name(day))
        day = date.fromordinal(month_of(day).last + 1)
    return tuple(made)


def month_name(day: date) -> str:
    """The month of a day, as ``2026-11``."""
    return f"{day.year:04}-{day.month:02}"


def stepped(days: Mapping[int, Tally], period: Period) -> tuple[tuple[Period, Tally], ...]:
    """What was counted in each step of a period, given what was counted on each day."""
    return tuple((step, added(days[day] for day in range(step.first, step.last + 1) if day in days))
                 for step in steps(period))  # fmt: skip


def _upto(begins: date, ends: date) -> Period:
    return Period(first=begins.toordinal(), last=ends.toordinal())
