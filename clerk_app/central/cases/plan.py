"""What happens to the cases and when: paths from the seed, spread over working days that have passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import msgspec

from clerk_app.central.clock import HOME, micros
from clerk_app.central.population.draws import Draws
from clerk_app.central.seed_files import toml
from clerk_app.domain import deadlines

_OPENS, _MINUTES = time(7, 45), 7 * 60


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A status that a case reaches from ``least`` to ``after`` days after the one before."""

    state: str
    after: int
    least: int = 1
    note: str = ""


class Course(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a case goes on after its receipt, and how often of all."""

    weight: int
    steps: tuple[Step, ...]
    numbered: bool = True
    incomplete: bool = False

    @property
    def longest(self) -> int:
        """Days that it may take."""
        return sum(step.after for step in self.steps)


class CasesSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``cases.toml``."""

    draw: str
    count: int
    days: int
    office: str
    counter: str
    clerks: tuple[str, ...]
    handler: str
    programme: str
    subjects: tuple[str, ...]
    paths: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """At this moment case ``case`` is received (``step`` is ``None``) or reaches a status."""

    at: int
    case: int
    course: Course
    step: Step | None = None


def read(folder: Path) -> CasesSeed:
    """The plan's file; raises ``Invalid('seed_malformed')``."""
    return toml(folder / "cases.toml", CasesSeed)


def plan(seed: CasesSeed, draws: Draws, until: datetime) -> list[Happening]:
    """All that happens before ``until`` (local), in its order; every path is taken at least once.

    What has no number yet was received last of all.
    """
    weights = [course.weight for course in seed.paths]
    more = [draws.weighted(seed.paths, weights) for _ in range(seed.count - len(seed.paths))]
    happening: list[Happening] = []
    for case, course in enumerate((*seed.paths, *more)):
        happening += _course(case, course, draws, until, seed.days)
    return sorted(happening, key=lambda one: (one.at, one.case))


def _course(case: int, course: Course, draws: Draws, until: datetime, most: int) -> list[Happening]:
    if not course.numbered:
        return [Happening(micros(until) - 1, case, course)]
    back = draws.between(course.longest + 1 + _slack(course.steps), most)
    at = _worked(draws, until.date() - timedelta(days=back), until)
    made = [Happening(micros(at), case, course)]
    for step in course.steps:
        at = max(_worked(draws, at.date() + timedelta(days=draws.between(step.least, step.after)), until), at)
        made.append(Happening(micros(at), case, course, step))
    return made


def _slack(steps: Sequence[Step]) -> int:
    """Days by which free days may put steps off."""
    return 4 + 2 * len(steps)


def _worked(draws: Draws, day: date, until: datetime) -> datetime:
    """A moment of the first working day from ``day``, before ``until``."""
    opened = datetime.combine(deadlines.working_day_from(day), _OPENS, HOME)
    at = opened + timedelta(minutes=draws.below(_MINUTES), seconds=draws.below(60))
    return min(at, until - timedelta(minutes=5))
