"""Figures of one run: what was measured in several rounds, beside its floor, and whether it reaches what was asked."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Reach:
    """What was asked of a figure: at most, or at least, so much."""

    sign: Literal["<=", ">="]
    bound: float

    def met_by(self, value: float) -> bool:
        """Whether ``value`` is good enough."""
        return value <= self.bound if self.sign == "<=" else value >= self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table: the middle one of the rounds and the extremes; ``floor`` says what it stands against.

    ``script`` is what measured it, where that is not ``tests/bench/MEASURE.py``.
    """

    measure: str
    what: str
    unit: str
    median: float
    low: float
    high: float
    rounds: int
    reach: Reach | None = None
    floor: str = ""
    note: str = ""
    script: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the middle one is good enough; nothing where nothing was asked."""
        return self.reach.met_by(self.median) if self.reach else None

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"reached": self.reached}


def figure(
    measure: str,
    what: str,
    unit: str,
    values: Sequence[float],
    *,
    reach: Reach | None = None,
    floor: str = "",
    note: str = "",
    script: str = "",
) -> Figure:
    """The figure of ``values``, one of each round."""
    return Figure(
        measure=measure,
        what=what,
        unit=unit,
        median=statistics.median(values),
        low=min(values),
        high=max(values),
        rounds=len(values),
        reach=reach,
        floor=floor,
        note=note,
        script=script,
    )


def at_most(bound: float) -> Reach:
    """Not more than ``bound``."""
    return Reach("<=", bound)


def at_least(bound: float) -> Reach:
    """Not less than ``bound``."""
    return Reach(">=", bound)


def from_plain(row: dict[str, Any]) -> Figure:
    """A figure that was written as JSON."""
    known = {name: value for name, value in row.items() if name != "reached"}
    reach = Reach(**known["reach"]) if known["reach"] else None
    return Figure(**{**known, "reach": reach})


def quantile(values: Sequence[float], part: float) -> float:
    """The value that ``part`` of all do not exceed (0.99: the slowest one in a hundred)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
