"""``/metrics`` in OpenMetrics: counters of this process, gauges of its municipality from the database.

Several processes over one database count for themselves; the gauges of each say the same.
"""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Callable, Iterable, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics_core import Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy import ColumnElement, Connection, Table, and_, func, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clerk_app.central import requests
from clerk_app.central.bearer import token_of
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.judging import QUARANTINE
from clerk_app.central.operator.fleet import STATES, UNSETTLED, states, waiting_together
from clerk_app.central.operator.guard import on_loopback
from clerk_app.central.schema import ALARM, ENROLMENT_CODE, ENTRY, FEED_COUNTER, REQUEST
from clerk_app.contract.exchange import Taken
from clerk_app.domain.errors import CounterError, Refused

LOOKED_UP = 15.0  # seconds that what the database said is told again: many may ask
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Meters:
    """What this process counts."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "salter_http_requests",
            "Requests answered, by operation and status.",
            ("operation", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "salter_http_seconds",
            "Seconds until an answer begins.",
            ("operation",),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._open = Gauge("salter_http_open", "Requests that are being answered.", registry=self.registry)
        self._parcels = Counter(
            "salter_parcels", "Parcels by what became of them.", ("outcome",), registry=self.registry
        )
        self._entries = Counter(
            "salter_entries", "Entries by what became of them.", ("outcome",), registry=self.registry
        )
        self.registry.register(_Standing(database, municipality, now))

    def took(self, outcomes: Sequence[Taken | CounterError]) -> None:
        """Parcels were worked on."""
        for outcome in outcomes:
            if isinstance(outcome, CounterError):
                self._parcels.labels("rejected").inc()
                continue
            self._parcels.labels("taken").inc()
            for name in ("accepted", "refused", "held", "known"):
                self._entries.labels(name).inc(getattr(outcome, name))

    def began(self) -> None:
        """A request came."""
        self._open.inc()

    def answered(self, operation: str, status: int, seconds: float) -> None:
        """A request was answered, or broken off."""
        self._open.dec()
        self._requests.labels(operation, str(status)).inc()
        self._seconds.labels(operation).observe(seconds)


class Counted:
    """Counts every request by the path that its route has, never by the one that was asked for."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app = app
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, seconds = time.perf_counter(), 500, 0.0
        self._meters.began()

        async def heard(message: Message) -> None:
            nonlocal status, seconds
            if message["type"] == "http.response.start":
                status, seconds = message["status"], time.perf_counter() - began
            await send(message)

        try:
            await self._app(scope, receive, heard)
        finally:
            self._meters.answered(_operation(scope), status, seconds or time.perf_counter() - began)


class MetricsDoor:
    """``GET /metrics``: with the token that was given, or without one from this machine alone."""

    def __init__(self, meters: Meters, token: str) -> None:
        self._registry = meters.registry
        self._token = token

    async def get(self, request: Request) -> Response:
        """Everything there is to count; raises ``Refused`` (``unauthenticated``, ``this_machine_only``)."""
        if self._token:
            given = token_of(request.headers.get("authorization", ""))
            if not hmac.compare_digest(given.encode("utf-8", "replace"), self._token.encode()):
                raise Refused("unauthenticated")
        elif not on_loopback(request):
            raise Refused("this_machine_only")
        text = await run_in_threadpool(generate_latest, self._registry)
        return Response(
            text, media_type=None, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
        )


class _Standing(Collector):
    """What the database says, looked up when somebody asks."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now
        self._guard = threading.Lock()
        self._known: list[Metric] = []
        self._asked = -LOOKED_UP

    def describe(self) -> Iterable[Metric]:
        """Nothing: to be registered asks no database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """The gauges."""
        with self._guard:
            if time.monotonic() - self._asked >= LOOKED_UP:
                with self._database.read() as connection:
                    self._known = [*self._looked_up(connection)]
                self._asked = time.monotonic()
            return self._known

    def _looked_up(self, connection: Connection) -> Iterable[Metric]:
        desks = Metric("salter_desks", "Desks by state; one may be in several.", "gauge")
        counted = states(connection, self._municipality, self._now())
        for state in STATES:
            desks.add_sample("salter_desks", {"state": state}, counted[state])
        yield desks
        for name, said, ask in _GAUGES:
            gauge = Metric(name, said, "gauge")
            gauge.add_sample(name, {}, ask(connection, self._municipality, self._now()))
            yield gauge


def _counting(table: Table, which: Callable[[int], ColumnElement[bool]]) -> Callable[[Connection, str, int], int]:
    def count(connection: Connection, municipality: str, now: int) -> int:
        mine = and_(table.c.municipality == municipality, which(now))
        return int(connection.execute(select(func.count()).select_from(table).where(mine)).scalar_one())

    return count


def _position(connection: Connection, municipality: str, _now: int) -> int:
    asked = select(FEED_COUNTER.c.position).where(FEED_COUNTER.c.municipality == municipality)
    return int(connection.execute(asked).scalar() or 0)


_GAUGES: tuple[tuple[str, str, Callable[[Connection, str, int], int]], ...] = (
    (
        "salter_waiting_entries",
        "Entries that desks say they have and the centre has not.",
        lambda connection, municipality, _now: waiting_together(connection, municipality),
    ),
    (
        "salter_alarms_open",
        "Alarms that nobody has acknowledged.",
        _counting(ALARM, lambda _now: ALARM.c.seen.is_(None)),
    ),
    (
        "salter_entries_unsettled",
        "Entries that are held, refused or too early.",
        _counting(ENTRY, lambda _now: ENTRY.c.outcome.in_(UNSETTLED)),
    ),
    (
        "salter_entries_quarantined",
        "Entries of stopped desks that nobody has admitted.",
        _counting(ENTRY, lambda _now: and_(ENTRY.c.outcome == QUARANTINE.outcome, ENTRY.c.code == QUARANTINE.code)),
    ),
    (
        "salter_requests_unnumbered",
        "Requests that have no number yet.",
        _counting(REQUEST, lambda _now: and_(REQUEST.c.serial.is_(None), REQUEST.c.state != requests.ANNULLED)),
    ),
    (
        "salter_codes_open",
        "Enrolment codes that a desk may still be made by.",
        _counting(ENROLMENT_CODE, lambda now: and_(ENROLMENT_CODE.c.used_by == "", ENROLMENT_CODE.c.expires > now)),
    ),
    ("salter_feed_position", "How far the feed has come.", _position),
)


def _operation(scope: Scope) -> str:
    """The path of the route, with its parameters by name; a single word for what is no operation of ours."""
    route = scope.get("route")
    return f"{scope['method']} {route.path}" if route is not None and hasattr(route, "path") else "other"
