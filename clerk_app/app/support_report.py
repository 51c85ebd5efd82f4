"""The report for support joined: every check run anew, logs, settings and versions, redacted into one file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clerk_app.app.place import Place
from clerk_app.lanes import Progress, untold
from clerk_app.log import FILE_NAME
from clerk_app.ports.checks import Check
from clerk_app.support.diagnostics import Material, versions, write_bundle
from clerk_app.support.doctor import Report, examine
from clerk_app.support.own_words import own_words
from clerk_app.support.redaction import Redaction

_OF_INTEREST = ("clerk-app", "pyside6-essentials", "sqlcipher3", "cryptography", "httpx", "pyscard", "python-escpos")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SupportReport:
    """Makes a report of the desk named ``desk``; nobody's data is in it, and nobody but a person sends it."""

    place: Callable[[], Place]
    checks: Callable[[], tuple[Check, ...]]
    desk: str

    def save(self, folder: Path, told: Progress = untold) -> Path:
        """A report in ``folder``, named by desk and time; raises ``Unavailable('bundle_not_written')``."""
        place = self.place()
        target = folder / f"salter-report-{self.desk}-{place.clock.local():%Y-%m-%d-%H%M%S}.zip"
        write_report(place, examine(self.checks(), told=told), target)
        return target


def write_report(place: Place, found: Report, target: Path) -> None:
    """Write what was found, with all that helps to understand it, in place of ``target``."""
    logs = sorted(place.paths.logs.glob(f"{FILE_NAME}*"), key=_age)
    told = versions(_OF_INTEREST)
    write_bundle(
        target,
        Material(logs=logs, settings=place.resolved.explain(), report=found, versions=told),
        Redaction(own_words()),
    )


def _age(log: Path) -> int:
    """The newest has no number, the oldest the highest."""
    tail = log.name.removeprefix(FILE_NAME).lstrip(".")
    return -int(tail) if tail.isdigit() else 0
