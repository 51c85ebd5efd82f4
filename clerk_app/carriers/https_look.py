"""A look at the line: two small questions, and where the certificate's time is in doubt, whose clock is wrong."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.carriers.https import HttpsLine
from clerk_app.carriers.problems import translated
from clerk_app.carriers.transport import Route
from clerk_app.carriers.wire import DeskProof, Wire, pinned_wire, untimed_wire
from clerk_app.contract.answers import open_answers
from clerk_app.contract.exchange import ANCHOR, HEALTH
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import CounterError
from clerk_app.ports.line_look import Looked

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """The desk that asks for the centre's signed time, and where its exchange stands (position and ``have``)."""

    desk: str
    proof: DeskProof
    opener: SealingKey
    centre_sign: bytes
    reached: Callable[[], tuple[int, int]]


class HttpsLook:
    """Port ``LineLook`` over a route; without an ``asker`` an expired certificate and a wrong clock look the same."""

    def __init__(self, url: str, ca_pem: str, route: Callable[[], Route], asker: Asker | None = None) -> None:
        self._url, self._ca_pem = url, ca_pem
        self._route = route
        self._asker = asker

    def look(self) -> Looked:
        """Ask twice; the first question may open the connection, the second is timed."""
        code, delay = "", 0.0
        route = self._route()
        wire = pinned_wire(self._url, self._ca_pem, route=route)
        try:
            wire.ask("GET", HEALTH)
            began = time.monotonic()
            wire.ask("GET", HEALTH)
            delay = time.monotonic() - began
        except CounterError as error:
            code = self._whose_time(route) if error.code == "line_certificate_time" else error.code
        finally:
            wire.close()
        return Looked(
            code=code,
            delay=delay,
            nameless=route.dialler.nameless,
            ipv6_dead=route.dialler.ipv6_dead,
            proxy=route.proxy.host if route.proxy is not None else "",
        )

    def _whose_time(self, route: Route) -> str:
        """Whether the certificate has expired for the centre too, by the time that the centre signs."""
        if self._asker is None:
            return "line_certificate_time"
        wire = untimed_wire(self._url, self._ca_pem, self._asker.proof, route)
        try:
            begins, ends = _validity(wire)
            now = self._signed_now(wire, self._asker)
        except CounterError:
            return "line_certificate_time"
        finally:
            wire.close()
        return "line_clock_wrong" if begins <= now < ends else "line_certificate_expired"

    def _signed_now(self, wire: Wire, asker: Asker) -> float:
        """Seconds since 1970 by the centre's clock; believed only with its signature."""
        for raw in HttpsLine(wire).answers(*asker.reached(), 0):
            return open_answers(raw, asker.desk, asker.opener, asker.centre_sign).now / _MILLION
        return 0.0


def _validity(wire: Wire) -> tuple[float, float]:
    """From when until when (seconds since 1970) the certificate of whoever answers holds."""
    with wire.stream("GET", ANCHOR) as response:
        secret = response.extensions["network_stream"].get_extra_info("ssl_object")
        shown = secret.getpeercert()
        with translated(answered=True):
            response.read()
    return ssl.cert_time_to_seconds(shown["notBefore"]), ssl.cert_time_to_seconds(shown["notAfter"])
