"""The doctor: runs the checks it is handed, one after the other, and reports what each found."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal

from clerk_app.domain.errors import CounterError
from clerk_app.lanes import Lane, Progress, at_once, untold
from clerk_app.ports.checks import Check, CheckResult

PATIENCE = 15.0
_SEVERITY: tuple[Level, ...] = ("fine", "warning", "fault")

type Level = Literal["fine", "warning", "fault"]


@dataclass(frozen=True, slots=True)
class Examined:
    """What one check found.

    ``text_keys``: where its words may stand, the likelier place first; a check that ended with an error of ours has
    the words of that error.
    """

    name: str
    result: CheckResult

    @property
    def text_keys(self) -> tuple[str, str]:
        """The two keys to look under."""
        return f"check.{self.result.code}", f"error.{self.result.code}"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was examined, in the order of the checks."""

    examined: tuple[Examined, ...]

    @property
    def level(self) -> Level:
        """The worst that was found."""
        return max((one.result.level for one in self.examined), key=_SEVERITY.index, default="fine")

    def as_data(self) -> dict[str, object]:
        """The report for ``--json``."""
        checks = [
            {"check": one.name, "level": one.result.level, "code": one.result.code, "params": dict(one.result.params)}
            for one in self.examined
        ]
        return {"level": self.level, "checks": checks}


def examine(checks: Iterable[Check], *, patience: float = PATIENCE, told: Progress = untold) -> Report:
    """Run every check; one that fails, breaks or takes more than ``patience`` seconds is itself a finding.

    ``told`` counts checks and may raise ``Cancelled``.
    """
    every, found = tuple(checks), []
    for place, check in enumerate(every):
        told(place, len(every))
        found.append(Examined(check.name, _outcome(check, patience)))
    return Report(tuple(found))


def _outcome(check: Check, patience: float) -> CheckResult:
    """What the check says, or what became of it; one that does not come back keeps its lane."""
    outcome: Future[CheckResult] = Future()
    lane = Lane(f"doctor {check.name}", at_once)
    lane.submit(check.run, outcome.set_result, outcome.set_exception)
    lane.close(timeout=0)
    try:
        error = outcome.exception(timeout=patience)
    except TimeoutError:
        return CheckResult("fault", "check_silent", {"seconds": f"{patience:g}"})
    if error is None:
        return outcome.result()
    if isinstance(error, CounterError):
        return CheckResult("fault", error.code, {name: str(value) for name, value in error.params.items()})
    return CheckResult("fault", "check_broken", {"kind": type(error).__name__})
