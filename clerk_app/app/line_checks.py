"""The checks of the line of this desk; none before it is enrolled and somebody knows who it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from clerk_app.app.desk import Desk
from clerk_app.app.line import look_of
from clerk_app.carriers.proxies import SYSTEM, script_of_system
from clerk_app.carriers.relay import OfficeRoads
from clerk_app.carriers.relay_finding import RelayFinder
from clerk_app.contract.relay import OfficeKey, derive, place_mark
from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.ports.checks import Check, CheckResult
from clerk_app.ports.line_look import Looked
from clerk_app.ports.relay import RelayRoads
from clerk_app.support.line_checks import LineCost, LineReached, LineSpeed
from clerk_app.support.relay_check import RelayReached, SeenRelay

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
    """Whether the centre is reached, how fast, by which proxy, at what cost; and whether the office's relay is."""
    if desk is None:
        return ()
    look = SharedLook(look_of(desk.line, desk.identity).look)
    mark = place_mark(desk.identity.anchor.municipality, desk.identity.answer.office)
    roads = OfficeRoads(desk.identity.desk, RelayFinder(desk.place.settings.relay, mark).find)
    settings = desk.place.settings
    return (
        LineReached(look),
        LineSpeed(look, lambda: desk.line.rate),
        ProxyKnown(lambda: settings.proxy),
        LineCost(desk.line.use),
        RelayReached(lambda: seen_relay(roads, desk.line.office_key())),
    )


def seen_relay(roads: RelayRoads, key: OfficeKey | None) -> SeenRelay:
    """Look for a relay of the office and say hello; raises for the last that did not prove to be one."""
    if key is None:
        raise Unavailable("office_key_none")
    error: CounterError = Unavailable("relay_none")
    keys = derive(key)
    for address in roads.find():
        try:
            line, hello = roads.reach(address, keys)
        except CounterError as met:
            error = met
            continue
        line.close()
        return SeenRelay(hello.relay, address, hello.away, hello.full)
    raise error
