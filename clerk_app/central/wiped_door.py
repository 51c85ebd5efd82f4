"""``POST /v1/wiped``: a desk that was told to wipe itself says that it has no keys any more."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central.desks import Desks
from clerk_app.central.doors import desk_of, drain
from clerk_app.central.quarantine import Quarantine


class WipedDoor:
    """The endpoint."""

    def __init__(self, desks: Desks, quarantine: Quarantine) -> None:
        self._desks = desks
        self._quarantine = quarantine

    async def post(self, request: Request) -> Response:
        """The desk's last word; raises ``Refused`` (``desk_proof``, ``desk_unknown``, ``desk_not_stopped``)."""
        desk = await desk_of(request, self._desks)
        await drain(request.stream())
        await run_in_threadpool(self._quarantine.wiped, desk.code)
        return Response(status_code=204)
