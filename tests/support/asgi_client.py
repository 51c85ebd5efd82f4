"""Asks an ASGI application in this process, one request after the other."""

from __future__ import annotations

import asyncio

import httpx
from starlette.applications import Starlette


class AsgiClient:
    """Each request runs on a loop of its own."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def request(
        self, method: str, target: str, headers: dict[str, str] | None = None, content: bytes = b""
    ) -> httpx.Response:
        return asyncio.run(self._ask(method, target, headers or {}, content))

    async def _ask(self, method: str, target: str, headers: dict[str, str], content: bytes) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://relay") as client:
            return await client.request(method, target, headers=headers, content=content)
