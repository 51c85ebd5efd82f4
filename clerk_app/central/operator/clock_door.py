"""The operator's hand on a scripted clock, and the last moment that a centre's database knows of."""

from __future__ import annotations

import msgspec
from sqlalchemy import Column, Connection, func, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central.bell import Bell
from clerk_app.central.clock import SECOND, ScriptedClock, moment
from clerk_app.central.doors import body_of
from clerk_app.central.operator.guard import on_loopback
from clerk_app.central.schema import AUDIT, DESK, ENTRY, NUMBER_LEDGER, STATUS_STEP
from clerk_app.contract import canonical
from clerk_app.domain.errors import Invalid, Refused

_MOMENTS: tuple[Column[int], ...] = (
    ENTRY.c.arrived,
    STATUS_STEP.c.at,
    NUMBER_LEDGER.c.at,
    AUDIT.c.at,
    DESK.c.last_seen,
)


class ClockMove(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How far the clock goes on: so many seconds, or to a moment (ISO 8601, local unless it names its offset)."""

    advance_seconds: int = 0
    to: str = ""


class ClockDoor:
    """``POST /operator/clock``, on loopback only."""

    def __init__(self, clock: ScriptedClock, bell: Bell) -> None:
        self._clock = clock
        self._bell = bell

    async def move(self, request: Request) -> Response:
        """Move the clock on, and wake whoever waits for time to go by."""
        if not on_loopback(request):
            raise Refused("this_machine_only")
        wanted = await body_of(request, ClockMove)
        at = await run_in_threadpool(self._move, wanted)
        return Response(canonical.encode({"now": at}), media_type="application/json")

    def _move(self, wanted: ClockMove) -> int:
        if wanted.advance_seconds < 0:
            raise Invalid("clock_back", field="clock")
        at = moment(wanted.to) if wanted.to else self._clock() + wanted.advance_seconds * SECOND
        reached = self._clock.move_to(at)
        self._bell.ring(())
        return reached


def last_moment(connection: Connection, municipality: str) -> int:
    """When the last thing happened in a municipality that is written down; 0 where nothing has."""
    asked = (select(func.max(column)).where(column.table.c.municipality == municipality) for column in _MOMENTS)
    found = (connection.execute(one).scalar() for one in asked)
    return max((at or 0 for at in found), default=0)
