"""Port: checks: what the doctor can look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found; ``code`` is the tail of a text key (``check.<code>``) and names the remedy too."""

    level: Literal["fine", "warning", "fault"]
    code: str
    params: dict[str, str] = field(default_factory=dict)


class Check(Protocol):
    """One thing that the doctor can look at."""

    name: str

    def run(self) -> CheckResult:
        """Look, and say; never raises for what it came to find."""
