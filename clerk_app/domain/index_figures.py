"""Everything that a screen, a paper or a file tells of the indicators over one period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clerk_app.domain.catalogue import Deadline, Wording
from clerk_app.domain.index import BY_CODE, IndexPolicy, Measure, Period, Tally, measured
from clerk_app.domain.index_line import DarkSpan
from clerk_app.domain.index_office import OfficeFigures, municipality_measure, office_measure
from clerk_app.domain.index_periods import month_of, months


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A week or a month of the period: what was counted in it, and its indicators."""

    period: Period
    tally: Tally
    measures: Mapping[str, Measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One procedure: how it kept its deadline; ``deadline`` is the one of its newest definition, if that is known."""

    service: str
    name: Wording
    deadline: Deadline | None
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The indicators of this desk over ``period``; ``today`` is an ordinal.

    ``dark_requests`` were received while the line was away. ``office`` is what the centre last said, if it has.
    ``parts`` are the systems whose entries are counted.
    """

    period: Period
    today: int
    policy: IndexPolicy
    total: Tally
    measures: Mapping[str, Measure]
    steps: tuple[Step, ...] = ()
    services: tuple[ServiceLine, ...] = ()
    dark: tuple[DarkSpan, ...] = ()
    dark_requests: int = 0
    office: OfficeFigures | None = None
    parts: frozenset[str] = frozenset()

    def office_value(self, code: str) -> float | None:
        """The office over the months that the period touches; of hours the share, where the time is the same."""
        if self.office is None or not self._comparable(self.office, code, self.period):
            return None
        return office_measure(self.office, code, months(self.period), self.policy.least_sample).value

    def municipality_value(self, code: str) -> float | None:
        """The whole municipality over the same months."""
        if self.office is None or not self._comparable(self.office, code, self.period):
            return None
        return municipality_measure(self.office, code, months(self.period), self.policy.least_sample).value

    @property
    def is_monthly(self) -> bool:
        """Whether the period is of whole months, as the office is known; the last one may go up to today."""
        return self._is_whole(self.period)

    def _is_whole(self, period: Period) -> bool:
        begins, ends = month_of(period.begins), month_of(period.ends)
        return period.first == begins.first and period.last in {ends.last, min(self.today, ends.last)}

    def _comparable(self, office: OfficeFigures, code: str, period: Period) -> bool:
        """Whether hours are of the same months here and there; all else may stand beside the months that it touches."""
        if BY_CODE[code].unit != "hours":
            return True
        whole = self._is_whole(period)
        return whole and {line.month for line in office.lines if line.code == code} >= set(months(period))

    def office_at(self, code: str, step: Period) -> float | None:
        """The office in the month in which a step begins; the centre knows no weeks."""
        if self.office is None or not self._comparable(self.office, code, step):
            return None
        month = months(Period(first=step.first, last=step.first))
        return office_measure(self.office, code, month, self.policy.least_sample).value


def steps_of(stepped: Iterable[tuple[Period, Tally]], policy: IndexPolicy, parts: frozenset[str]) -> tuple[Step, ...]:
    """The steps of a period with their indicators."""
    return tuple(
        Step(period=period, tally=tally, measures=measured(tally, policy.least_sample, parts))
        for period, tally in stepped
    )
