"""``/health``: the process lives. ``/ready``: it can serve, because database, migrations and numberer are in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, func, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central import requests
from clerk_app.central.clock import MINUTE, Now
from clerk_app.central.database import Database
from clerk_app.central.migrations import MIGRATIONS, version_of
from clerk_app.central.schema import NUMBER_LEASE, REQUEST
from clerk_app.contract import canonical
from clerk_app.domain.errors import CounterError

LONGEST_UNNUMBERED = MINUTE
_JSON = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Each part in one word; a numberer holds its lease while there is work, and is ``idle`` without any."""

    database: Literal["reachable", "away"] = "away"
    migrations: Literal["current", "other", "unknown"] = "unknown"
    numberer: Literal["leased", "idle", "missing", "unknown"] = "unknown"

    @property
    def ready(self) -> bool:
        """Whether requests may be sent here."""
        return (self.database, self.migrations) == ("reachable", "current") and self.numberer in ("leased", "idle")


class ReadinessDoor:
    """The two endpoints; they are open, and say nothing that is anybody's."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    async def health(self, _request: Request) -> Response:
        """``GET /health``."""
        return Response(canonical.encode({"alive": True}), media_type="application/json", headers=_JSON)

    async def ready(self, _request: Request) -> Response:
        """``GET /ready``: 200, or 503 with what is not in order."""
        found = await run_in_threadpool(self.look)
        parts = {"database": found.database, "migrations": found.migrations, "numberer": found.numberer}
        body = canonical.encode({"ready": found.ready, **parts})
        return Response(body, 200 if found.ready else 503, media_type="application/json", headers=_JSON)

    def look(self) -> Readiness:
        """How it stands now."""
        try:
            with self._database.read() as connection:
                current = version_of(connection) == len(MIGRATIONS) + 1
                now = self._now()
                leased = connection.execute(select(NUMBER_LEASE.c.name).where(NUMBER_LEASE.c.until >= now)).first()
                waiting = and_(
                    REQUEST.c.municipality == self._municipality,
                    REQUEST.c.serial.is_(None),
                    REQUEST.c.state != requests.ANNULLED,
                )
                oldest = connection.execute(select(func.min(REQUEST.c.arrived)).where(waiting)).scalar()
        except CounterError:
            return Readiness()
        late = oldest is not None and oldest < now - LONGEST_UNNUMBERED
        return Readiness(
            database="reachable",
            migrations="current" if current else "other",
            numberer="leased" if leased is not None else "missing" if late else "idle",
        )
