"""The demonstration's handler: cases move along."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central.operator.guard import on_loopback
from clerk_app.central.registry.status import Registry
from clerk_app.contract import canonical
from clerk_app.domain.errors import Refused


class StepDoor:
    """``POST /operator/step``, on loopback only."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    async def step(self, request: Request) -> Response:
        """Move the cases of the demonstration along."""
        if not on_loopback(request):
            raise Refused("this_machine_only")
        moved = await run_in_threadpool(self._registry.move_along)
        return Response(canonical.encode({"moved": moved}), media_type="application/json")
