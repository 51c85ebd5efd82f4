"""Indicators related to the Local eGovernment Index, measured from the desk's own work; never a score (DOMAIN §7).

Each is a share of two counts over a period. A value is told only where enough stands behind it; the counts always are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

Unit = Literal["share", "per_case", "grade", "hours"]
Direction = Literal["more", "less"]
SECONDS = 3600
GRADES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted in some stretch of days; sums of it are sums of its numbers.

    ``requests`` were received at this desk, ``filed`` on the portal for its office. Of the records that procedures ask
    for, ``by_body`` are obtained by the body and ``by_party`` brought by the citizen; ``obtained`` came through eZUP.
    ``fees`` requests have a fee, ``paid`` of them were paid electronically. ``inbox``: to be delivered to the
    electronic inbox. ``visits``: how often somebody came for these requests. ``called``: requests with a call to
    supplement. ``settled`` cases of which it is known whether they were decided in time, ``on_time`` those that were;
    ``ended`` are decided ones, which took ``spent`` days where ``allowed`` were given. ``grade_n``: how many gave that
    grade. ``dark`` seconds without the line out of ``span``.
    """

    requests: int = 0
    filed: int = 0
    by_body: int = 0
    by_party: int = 0
    obtained: int = 0
    fees: int = 0
    paid: int = 0
    inbox: int = 0
    visits: int = 0
    called: int = 0
    settled: int = 0
    on_time: int = 0
    ended: int = 0
    spent: int = 0
    allowed: int = 0
    grade_1: int = 0
    grade_2: int = 0
    grade_3: int = 0
    grade_4: int = 0
    grade_5: int = 0
    dark: int = 0
    span: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in COUNTS})

    @property
    def grades(self) -> tuple[int, ...]:
        """How many gave 1, 2, 3, 4 and 5."""
        return (self.grade_1, self.grade_2, self.grade_3, self.grade_4, self.grade_5)

    @property
    def graded(self) -> int:
        """How many gave a grade."""
        return sum(self.grades)


COUNTS = tuple(field.name for field in fields(Tally))


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: words lie under ``index.<code>``; ``component`` is that of the Index which it is related to.

    ``part`` names the system whose entries it counts, where there is nothing to count without that system.
    """

    code: str
    component: Literal[1, 2, 3, 4]
    unit: Unit
    direction: Direction
    numerator: Callable[[Tally], int]
    denominator: Callable[[Tally], int]
    part: str = ""


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        code="not_asked", component=3, unit="share", direction="more",
        numerator=lambda tally: tally.by_body, denominator=lambda tally: tally.by_body + tally.by_party,
    ),
    Indicator(
        code="by_ezup", component=3, unit="share", direction="more", part="ezup",
        numerator=lambda tally: tally.obtained, denominator=lambda tally: tally.by_body,
    ),
    Indicator(
        code="by_epayment", component=3, unit="share", direction="more",
        numerator=lambda tally: tally.paid, denominator=lambda tally: tally.fees,
    ),
    Indicator(
        code="by_inbox", component=3, unit="share", direction="more",
        numerator=lambda tally: tally.inbox, denominator=lambda tally: tally.requests,
    ),
    Indicator(
        code="by_portal", component=3, unit="share", direction="more",
        numerator=lambda tally: tally.filed, denominator=lambda tally: tally.filed + tally.requests,
    ),
    Indicator(
        code="on_time", component=3, unit="share", direction="more",
        numerator=lambda tally: tally.on_time, denominator=lambda tally: tally.settled,
    ),
    Indicator(
        code="visits", component=3, unit="per_case", direction="less",
        numerator=lambda tally: tally.visits, denominator=lambda tally: tally.requests,
    ),
    Indicator(
        code="supplements", component=3, unit="share", direction="less",
        numerator=lambda tally: tally.called, denominator=lambda tally: tally.requests,
    ),
    Indicator(
        code="rating", component=4, unit="grade", direction="more",
        numerator=lambda tally: sum(grade * count for grade, count in zip(GRADES, tally.grades, strict=True)),
        denominator=lambda tally: tally.graded,
    ),
    Indicator(
        code="offline", component=1, unit="hours", direction="less",
        numerator=lambda tally: tally.dark, denominator=lambda tally: tally.span,
    ),
)  # fmt: skip
"""The whole list, in the order in which it is shown and exported."""

BY_CODE: Mapping[str, Indicator] = {one.code: one for one in INDICATORS}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPolicy:
    """Rules of the municipality: under ``least_sample`` no value is told, under ``small`` no count leaves the desk.

    ``targets`` are what the municipality wants to reach, in percent, by the code of a share.
    """

    least_sample: int = 5
    small: int = 5
    targets: dict[str, int]


PLAIN_POLICY = IndexPolicy(targets={})
"""What holds before the centre has said anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One indicator over one stretch of time: the counts behind it, and its value where enough stands behind it.

    ``value`` is a share of 1, cases, a grade, or hours; ``why`` says why there is none (``few`` or ``not_yet``).
    """

    code: str
    numerator: int
    denominator: int
    value: float | None = None
    why: str = ""


def measure(indicator: Indicator, tally: Tally, least: int, parts: frozenset[str] = frozenset()) -> Measure:
    """One indicator of a tally; ``parts`` are the systems whose entries are counted here."""
    numerator, denominator = indicator.numerator(tally), indicator.denominator(tally)
    made = Measure(code=indicator.code, numerator=numerator, denominator=denominator)
    if indicator.part and indicator.part not in parts:
        return Measure(code=indicator.code, numerator=0, denominator=0, why="not_yet")
    if denominator <= 0 or (indicator.unit != "hours" and denominator < least):
        return Measure(code=made.code, numerator=numerator, denominator=denominator, why="few")
    value = numerator / SECONDS if indicator.unit == "hours" else numerator / denominator
    return Measure(code=made.code, numerator=numerator, denominator=denominator, value=value)


def measured(tally: Tally, least: int, parts: frozenset[str] = frozenset()) -> dict[str, Measure]:
    """Every indicator of a tally, by code."""
    return {one.code: measure(one, tally, least, parts) for one in INDICATORS}


def added(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    total = Tally()
    for tally in tallies:
        total += tally
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days, both ends within; days are ordinals (1 is the first of January of year 1)."""

    first: int
    last: int

    @property
    def begins(self) -> date:
        """Its first day."""
        return date.fromordinal(self.first)

    @property
    def ends(self) -> date:
        """Its last day."""
        return date.fromordinal(self.last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last - self.first + 1

    def holds(self, day: int) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last
