"""The figures of the office and of the municipality, month by month, as the centre sums them from its desks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from clerk_app.domain.index import BY_CODE, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """One indicator of one month (``2026-11``): the counts of the office, and those of the whole municipality."""

    month: str
    code: str
    numerator: int
    denominator: int
    all_numerator: int
    all_denominator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFigures:
    """What the centre last summed for an office; ``at`` is when a desk last reported (microseconds UTC)."""

    office: str
    name: str
    at: int
    lines: tuple[MonthLine, ...] = ()


def office_measure(figures: OfficeFigures, code: str, months: Collection[str], least: int) -> Measure:
    """One indicator of the office over some months; no value where too little stands behind it.

    Hours of many desks are no measure for those of one: of them the value is their share of the measured time.
    """
    lines = [line for line in figures.lines if line.code == code and line.month in months]
    return _measure(code, sum(line.numerator for line in lines), sum(line.denominator for line in lines), least)


def municipality_measure(figures: OfficeFigures, code: str, months: Collection[str], least: int) -> Measure:
    """The same of the whole municipality."""
    lines = [line for line in figures.lines if line.code == code and line.month in months]
    return _measure(code, sum(line.all_numerator for line in lines), sum(line.all_denominator for line in lines), least)


def _measure(code: str, numerator: int, denominator: int, least: int) -> Measure:
    hours = code in BY_CODE and BY_CODE[code].unit == "hours"
    if denominator <= 0 or (not hours and denominator < least):
        return Measure(code=code, numerator=numerator, denominator=denominator, why="few")
    return Measure(code=code, numerator=numerator, denominator=denominator, value=numerator / denominator)
