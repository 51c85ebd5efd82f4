"""Checks of the line: whether the centre is reached and by what way, how fast, and what it may cost."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.ports.checks import CheckResult
from clerk_app.ports.line_look import Looked

_PASSES = frozenset({"line_down", "line_dns", "line_slow", "centre_trouble", "centre_busy"})
_KILO = 1024
_MEGABYTE = 1_000_000
_THIN = 8 * _KILO  # bytes a second
_FAR = 1.5  # seconds for a small question


@dataclass
class LineReached:
    """Whether the centre answers; what passes by itself is a warning, what somebody must mend a fault."""

    look: Callable[[], Looked]
    name: str = "line"

    def run(self) -> CheckResult:
        """Look; the words say what is safe and what to do."""
        seen = self.look()
        if seen.code:
            return CheckResult("warning" if seen.code in _PASSES else "fault", seen.code)
        if seen.nameless:
            return CheckResult("warning", "line_nameless")
        if seen.ipv6_dead:
            return CheckResult("warning", "line_ipv6_dead")
        if seen.proxy:
            return CheckResult("fine", "line_works_by_proxy", {"proxy": seen.proxy})
        return CheckResult("fine", "line_works")


@dataclass
class LineSpeed:
    """How fast the line is: ``rate`` gives bytes a second as the exchange measured them, 0 while unknown."""

    look: Callable[[], Looked]
    rate: Callable[[], int]
    name: str = "line_speed"

    def run(self) -> CheckResult:
        """Time a small question; a thin or a far line is a warning, work goes on."""
        delay, rate = self.look().delay, self.rate()
        if not delay:
            return CheckResult("fine", "line_unmeasured")
        values = {"delay": str(max(1, round(delay * 1000))), "rate": str(max(1, round(rate / _KILO)))}
        if not rate:
            return CheckResult("warning" if delay > _FAR else "fine", "line_delay", values)
        thin = rate < _THIN or delay > _FAR
        return CheckResult("warning" if thin else "fine", "line_thin" if thin else "line_fast", values)


@dataclass(frozen=True, slots=True)
class LineUse:
    """What is spent on the line: whether it is ``metered``, bytes ``used`` today, the day's ``budget`` (0: none)."""

    metered: bool
    used: int
    budget: int


@dataclass
class LineCost:
    """Whether the line is paid by the megabyte, and how much of the day's budget is left."""

    use: Callable[[], LineUse]
    name: str = "line_cost"

    def run(self) -> CheckResult:
        """Compare."""
        use = self.use()
        values = {"used": str(math.ceil(use.used / _MEGABYTE)), "budget": str(use.budget // _MEGABYTE)}
        if use.budget and use.used >= use.budget:
            return CheckResult("warning", "line_budget_spent", values)
        if use.budget:
            return CheckResult("fine", "line_budget", values)
        return CheckResult("fine", "line_metered" if use.metered else "line_unmetered", values)
