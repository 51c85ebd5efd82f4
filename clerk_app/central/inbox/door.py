"""The endpoint of the inboxes."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.desks import Desks
from clerk_app.central.doors import body_of, desk_of
from clerk_app.central.inbox.inboxes import Inbox
from clerk_app.contract import canonical
from clerk_app.contract.inbox import INBOX_LOOKUPS, InboxLookup


class InboxDoor:
    """Whether somebody has an inbox."""

    def __init__(self, desks: Desks, inbox: Inbox) -> None:
        self._desks = desks
        self._inbox = inbox

    def routes(self) -> list[Route]:
        """Where it is reached."""
        return [Route(INBOX_LOOKUPS, self.look_up, methods=["POST"])]

    async def look_up(self, request: Request) -> Response:
        """``POST /v1/inbox/lookups``."""
        desk = await desk_of(request, self._desks)
        asked = await body_of(request, InboxLookup)
        answer = await run_in_threadpool(self._inbox.look_up, desk, asked)
        return Response(canonical.encode(answer), media_type="application/json", headers={"Cache-Control": "no-store"})
