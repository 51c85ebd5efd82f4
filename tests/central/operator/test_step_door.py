"""The demonstration's handler answers this machine alone."""

from __future__ import annotations

import asyncio

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from clerk_app.central.operator.step_door import StepDoor
from clerk_app.central.problems import Boundary, Problems
from tests.central.conftest import TEXTS, Running


def test_only_this_machine_moves_cases(centre: Running) -> None:
    door = StepDoor(centre.central.parts.registry)
    boundary = Middleware(Boundary, problems=Problems(TEXTS))
    app = Starlette(routes=[Route("/step", door.step, methods=["POST"])], middleware=[boundary])

    async def ask(host: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=app, client=(host, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://centre.example") as client:
            return await client.post("/step")

    assert asyncio.run(ask("127.0.0.1")).json() == {"moved": 0}
    assert asyncio.run(ask("192.0.2.1")).status_code == 403
