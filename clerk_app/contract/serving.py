"""The HTTP server of the other side of the line: says when it listens, and waits for nobody who says nothing."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading

import uvicorn

_POLITE = 0.2  # seconds in which whoever has nothing under way may say goodbye
_LATER = 0.05


class Server(uvicorn.Server):
    """uvicorn, with ``ready`` once it listens.

    A TLS connection is closed by both ends in turn. Desks keep connections on which nothing is under way, and do not
    look at them until they need them: at the end such a one is given ``_POLITE`` seconds and then dropped, instead of
    having everybody wait until patience is over.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish what is under way; nothing is left open behind."""
        parting = asyncio.create_task(self._part())
        await super().shutdown(sockets)
        parting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await parting
        self._drop(idle=False)
        await asyncio.sleep(_LATER)  # what was dropped is closed in a later turn of the loop

    async def _part(self) -> None:
        while True:
            await asyncio.sleep(_POLITE)
            self._drop(idle=True)

    def _drop(self, *, idle: bool) -> None:
        for connection in list(self.server_state.connections):
            transport = connection.transport
            if transport.is_closing() or not idle:
                transport.abort()
