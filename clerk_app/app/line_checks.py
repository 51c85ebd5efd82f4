"""The checks of the line of this desk; none before it is enrolled and somebody knows who it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from clerk_app.app.desk import Desk
from clerk_app.app.line import look_of
from clerk_app.carriers.proxies import SYSTEM, script_of_system
from clerk_app.ports.checks import Check, CheckResult
from clerk_app.ports.line_look import Looked
from clerk_app.support.line_checks import LineCost, LineReached, LineSpeed

FRESH = 10.0  # seconds in which checks that run one after the other share one look


class ProxyKnown:
    """Whether the system names its proxies in a way that this program understands."""

    name = "line_proxy"

    def __init__(self, chosen: Callable[[], str], script: Callable[[], str] = script_of_system) -> None:
        self._chosen = chosen
        self._script = script

    def run(self) -> CheckResult:
        """A script (PAC) is not run; a proxy named in the settings takes its place."""
        if self._chosen() == SYSTEM and self._script():
            return CheckResult("warning", "line_proxy_script")
        return CheckResult("fine", "line_proxy_known")


class SharedLook:
    """One look for several checks."""

    def __init__(self, look: Callable[[], Looked], now: Callable[[], float] = time.monotonic) -> None:
        self._look, self._now = look, now
        self._lock = threading.Lock()
        self._last: tuple[float, Looked] | None = None

    def __call__(self) -> Looked:
        """The last look while it is fresh, else a new one."""
        with self._lock:
            if self._last is None or self._now() - self._last[0] > FRESH:
                self._last = (self._now(), self._look())
            return self._last[1]


def line_checks_of(desk: Desk | None) -> tuple[Check, ...]:
    """Whether the centre is reached, how fast, by which proxy, and at what cost."""
    if desk is None:
        return ()
    look = SharedLook(look_of(desk.line, desk.identity).look)
    settings = desk.place.settings
    return (
        LineReached(look),
        LineSpeed(look, lambda: desk.line.rate),
        ProxyKnown(lambda: settings.proxy),
        LineCost(desk.line.use),
    )
