"""The operator's page: the fleet at a glance, in Serbian; on loopback, elsewhere with the operator's password."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, select, true
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from clerk_app.central import requests
from clerk_app.central.clock import Now, ScriptedClock, local
from clerk_app.central.database import Database
from clerk_app.central.operator import page as operator_page
from clerk_app.central.operator.fleet import AlarmLine, DeskLine, Fleet
from clerk_app.central.population.lookups import Population
from clerk_app.central.reference import municipality_of
from clerk_app.central.registry.status import Registry
from clerk_app.central.schema import ALARM, DESK, ENTRY, OFFICE, REQUEST, SENT_AHEAD
from clerk_app.contract import canonical
from clerk_app.domain.cases import STATES, TO_SUPPLEMENT
from clerk_app.domain.errors import Refused
from clerk_app.domain.payments_stray import StrayPayments
from clerk_app.domain.requests import FINISHED
from clerk_app.i18n import Texts

_MOST_ALARMS = 50
_SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """Rows by desk."""

    received: dict[str, int]
    unnumbered: dict[str, int]
    held: dict[str, int]
    ahead: dict[str, int]


class Operator:
    """The page and the demonstration's handler."""

    def __init__(
        self,
        *,
        database: Database,
        municipality: str,
        registry: Registry,
        texts: Texts,
        password: str,
        now: Now,
        strays: Callable[[], StrayPayments] = StrayPayments,
    ) -> None:
        self._database = database
        self._municipality = municipality
        self._registry = registry
        self._texts = texts
        self._password = password
        self._now = now
        self._strays = strays

    async def page(self, request: Request) -> Response:
        """``GET /``."""
        if not self._may_look(request):
            return Response(status_code=401, headers={"WWW-Authenticate": 'Basic realm="Salter", charset="UTF-8"'})
        fleet = await run_in_threadpool(self.fleet)
        headers = {
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        }
        return HTMLResponse(operator_page.render(fleet, self._texts), headers=headers)

    async def step(self, request: Request) -> Response:
        """``POST /operator/step``: cases of the demonstration move along; on loopback only."""
        if not on_loopback(request):
            raise Refused("this_machine_only")
        moved = await run_in_threadpool(self._registry.move_along)
        return Response(canonical.encode({"moved": moved}), media_type="application/json")

    def fleet(self) -> Fleet:
        """What the centre knows of its desks now."""
        with self._database.read() as connection:
            counts = self._counts(connection)
            offices = self._offices(connection)
            asked = select(DESK).where(DESK.c.municipality == self._municipality).order_by(DESK.c.ordinal)
            desks = tuple(
                _desk_line(row, offices.get(row.office, row.office), counts) for row in connection.execute(asked)
            )
            name = municipality_of(connection, self._municipality).name
            alarms = self._alarms(connection)
            cases, deadlines = self._cases(connection), self._deadlines(connection)
            population = Population(self._municipality).counts(connection)
        return Fleet(
            municipality=name,
            now=self._now(),
            desks=desks,
            alarms=alarms,
            cases=cases,
            deadlines=deadlines,
            population=population if population.citizens else None,
            scripted=isinstance(self._now, ScriptedClock),
            strays=self._strays(),
        )

    def _may_look(self, request: Request) -> bool:
        if not self._password:
            return on_loopback(request)
        kind, _, encoded = request.headers.get("authorization", "").partition(" ")
        try:
            given = base64.b64decode(encoded, validate=True).partition(b":")[2]
        except binascii.Error:
            return False
        return kind.lower() == "basic" and hmac.compare_digest(given, self._password.encode())

    def _offices(self, connection: Connection) -> dict[str, str]:
        asked = select(OFFICE.c.code, OFFICE.c.name).where(OFFICE.c.municipality == self._municipality)
        return {row.code: row.name for row in connection.execute(asked)}

    def _counts(self, connection: Connection) -> _Counts:
        waiting = and_(REQUEST.c.serial.is_(None), REQUEST.c.state != requests.ANNULLED)
        return _Counts(
            received=self._by_desk(connection, REQUEST, true()),
            unnumbered=self._by_desk(connection, REQUEST, waiting),
            held=self._by_desk(connection, ENTRY, ENTRY.c.outcome != "accepted"),
            ahead=self._by_desk(connection, SENT_AHEAD, true()),
        )

    def _cases(self, connection: Connection) -> tuple[tuple[str, int], ...]:
        """States that any case is in, in the order of a case's life; annulled ones last."""
        mine = REQUEST.c.municipality == self._municipality
        asked = select(REQUEST.c.state, func.count()).where(mine).group_by(REQUEST.c.state)
        counts = {row[0]: row[1] for row in connection.execute(asked)}
        return tuple((state, counts[state]) for state in (*STATES, requests.ANNULLED) if state in counts)

    def _deadlines(self, connection: Connection) -> tuple[int, int]:
        """Open cases that are late, and that are due soon; a call to supplement stops the time."""
        mine = and_(REQUEST.c.municipality == self._municipality, REQUEST.c.deadline != "")
        running = and_(mine, REQUEST.c.state.not_in([*FINISHED, TO_SUPPLEMENT]))
        today = local(self._now()).date()
        last = (today + _SOON).isoformat()
        late = and_(running, REQUEST.c.deadline < today.isoformat())
        soon = and_(running, REQUEST.c.deadline >= today.isoformat(), REQUEST.c.deadline <= last)
        counted = [connection.execute(select(func.count()).select_from(REQUEST).where(one)) for one in (late, soon)]
        return counted[0].scalar_one(), counted[1].scalar_one()

    def _by_desk(self, connection: Connection, table: Table, which: ColumnElement[bool]) -> dict[str, int]:
        """How many of these rows each desk has."""
        mine = and_(table.c.municipality == self._municipality, which)
        asked = select(table.c.desk, func.count()).where(mine).group_by(table.c.desk)
        return {row[0]: row[1] for row in connection.execute(asked)}

    def _alarms(self, connection: Connection) -> tuple[AlarmLine, ...]:
        asked = select(ALARM).where(ALARM.c.municipality == self._municipality)
        return tuple(
            AlarmLine(
                desk=row.desk, at=row.at, code=row.code, params=canonical.decode(row.params.encode(), dict[str, str])
            )
            for row in connection.execute(asked.order_by(ALARM.c.id.desc()).limit(_MOST_ALARMS))
        )


def _desk_line(row: Row[Any], office: str, counts: _Counts) -> DeskLine:
    return DeskLine(
        code=row.code,
        place=f"{office}, {row.counter}",
        last_seen=row.last_seen,
        program=row.program,
        received=counts.received.get(row.code, 0),
        unnumbered=counts.unnumbered.get(row.code, 0),
        held=counts.held.get(row.code, 0),
        gap=bool(row.gap_since) or row.code in counts.ahead,
        chain_broken=row.chain_broken,
        fenced=row.fenced is not None,
    )


def on_loopback(request: Request) -> bool:
    """Whether the one who asks sits at this machine, and not behind a proxy on it."""
    if "forwarded" in request.headers or "x-forwarded-for" in request.headers:
        return False
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
