"""What the municipality decides about taking requests: days and hours that no law names for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class IntakeRule:
    """Days and hours of one municipality.

    ``bring_within``: days in which what is missing may be brought, 0 where none is told. ``paper_within``: days after
    which a paper that is entered late is odd. ``opens`` and ``closes``: the hours of the counter.
    """

    bring_within: int = 8
    paper_within: int = 3
    opens: time = time(7, 30)
    closes: time = time(15, 30)

    def open_at(self, moment: time) -> bool:
        """Whether the counter works at this time of a working day."""
        return self.opens <= moment <= self.closes


USUAL = IntakeRule()
"""What counts where the municipality has decided nothing."""


def rule_of(*, bring_within: int, paper_within: int, hours: str) -> IntakeRule:
    """The rule that the settings say; ``hours`` is ``07:30-15:30``."""
    opens, _, closes = hours.partition("-")
    return IntakeRule(bring_within, paper_within, time.fromisoformat(opens), time.fromisoformat(closes))
