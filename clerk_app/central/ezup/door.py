"""``POST /v1/ezup/log`` and ``/v1/ezup/person``: the log of accesses, sealed to the desk that asks."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk, Desks
from clerk_app.central.doors import body_of, desk_of
from clerk_app.central.ezup.log import EzupLog
from clerk_app.central.ezup.person import PersonLog
from clerk_app.central.keys import CentreKeys
from clerk_app.contract import canonical
from clerk_app.contract.ezup import EZUP_LOG, EZUP_PERSON, LogAsked, LogPage, PersonAsked, seal_log


class EzupLogDoor:
    """The endpoints."""

    def __init__(self, database: Database, keys: CentreKeys, desks: Desks, now: Now) -> None:
        self._desks = desks
        self._log = EzupLog(database, keys.municipality, now)
        self._person = PersonLog(database, keys.municipality, now)

    def routes(self) -> list[Route]:
        """Where they are reached."""
        return [
            Route(EZUP_LOG, self.read, methods=["POST"]),
            Route(EZUP_PERSON, self.read_of_person, methods=["POST"]),
        ]

    async def read(self, request: Request) -> Response:
        """``POST /v1/ezup/log``."""
        desk = await desk_of(request, self._desks)
        asked = await body_of(request, LogAsked)
        return _sealed(await run_in_threadpool(self._log.page, desk, asked), desk)

    async def read_of_person(self, request: Request) -> Response:
        """``POST /v1/ezup/person``."""
        desk = await desk_of(request, self._desks)
        asked = await body_of(request, PersonAsked)
        return _sealed(await run_in_threadpool(self._person.page, desk, asked), desk)


def _sealed(page: LogPage, desk: Desk) -> Response:
    body = canonical.encode(seal_log(page, desk.seal_public))
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
