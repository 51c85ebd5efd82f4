"""What the operator's page shows: desks, alarms, cases and payments that fit nothing, at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from clerk_app.central.population.lookups import Counts
from clerk_app.domain.payments_stray import StrayPayments


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """One desk as the page shows it; times are microseconds UTC, ``gap`` says that something sent has not come."""

    code: str
    place: str
    last_seen: int
    program: str
    received: int
    unnumbered: int
    held: int
    gap: bool
    chain_broken: bool
    fenced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLine:
    """One alarm."""

    desk: str
    at: int
    code: str
    params: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """Everything on the page; ``cases`` are states with how many cases are in each, in the order of their lives.

    ``deadlines`` counts the open ones that are late, and those due within three days.
    ``population`` is ``None`` where none was seeded; ``scripted`` says that ``now`` follows a script. ``strays`` are
    payments that fit no order, or are to be sent back.
    """

    municipality: str
    now: int
    desks: tuple[DeskLine, ...]
    alarms: tuple[AlarmLine, ...]
    cases: tuple[tuple[str, int], ...] = ()
    deadlines: tuple[int, int] = (0, 0)
    population: Counts | None = None
    scripted: bool = False
    strays: StrayPayments = field(default_factory=StrayPayments)
