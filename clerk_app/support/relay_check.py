"""The check of the office's relay: whether it is found, is ours, takes what comes, and sees the centre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.domain.errors import CounterError
from clerk_app.ports.checks import CheckResult

_FINE = frozenset({"relay_off", "office_key_none"})
"""Most offices have none."""
_FAULTS = frozenset({"relay_foreign", "relay_proof", "relay_address", "relay_disk", "relay_fault"})
"""What somebody must mend; the rest passes by itself, or the line is down."""
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class SeenRelay:
    """A relay that has shown that it is ours: ``away`` seconds without the centre, and whether it is ``full``."""

    name: str
    address: str
    away: int = 0
    full: bool = False


@dataclass
class RelayReached:
    """Whether a relay of the office answers; ``look`` gives it, or raises an error of ours that says why not."""

    look: Callable[[], SeenRelay]
    name: str = "relay"

    def run(self) -> CheckResult:
        """Look; the words say what is safe and what to do."""
        try:
            seen = self.look()
        except CounterError as error:
            code = _code(error.code)
            if code in _FINE:
                return CheckResult("fine", code)
            return CheckResult("fault" if code in _FAULTS else "warning", code)
        values = {"name": seen.name, "address": seen.address}
        if seen.full:
            return CheckResult("warning", "relay_full", values)
        if seen.away:
            return CheckResult("warning", "relay_away", {**values, "minutes": str(max(1, seen.away // _MINUTE))})
        return CheckResult("fine", "relay_works", values)


def _code(code: str) -> str:
    """A lost connection to it is told as one that is not found: what to do is the same."""
    return "relay_none" if code.startswith(("line_", "centre_")) else code
