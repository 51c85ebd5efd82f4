"""The server ends soon and leaves nothing open, whoever still holds a connection to it."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from clerk_app.carriers.tls import unverified_context
from clerk_app.contract.listening import listener
from clerk_app.contract.serving import Server
from clerk_app.relay import certificate

PATIENCE = 20.0
GRACE = 15
ASK = b"GET /%s HTTP/1.1\r\nHost: here\r\n\r\n"


class Served:
    """On loopback, over TLS; ``/held`` is answered once ``go`` is set."""

    def __init__(self) -> None:
        self.asked, self.go = threading.Event(), threading.Event()
        app = Starlette(routes=[Route("/", self._at_once), Route("/held", self._held)])
        context = certificate.server_context(certificate.make())
        config = uvicorn.Config(
            app,
            log_config=None,
            lifespan="off",
            timeout_graceful_shutdown=GRACE,
            ssl_context_factory=lambda _config, _default: context,
        )
        listening = listener("127.0.0.1", 0, 8)
        self.port: int = listening.getsockname()[1]
        self.server = Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([listening],))
        self.thread.start()
        assert self.server.ready.wait(PATIENCE)

    def stop(self) -> None:
        self.server.should_exit = True

    async def _at_once(self, _request: Request) -> PlainTextResponse:
        return PlainTextResponse("here")

    async def _held(self, _request: Request) -> PlainTextResponse:
        self.asked.set()
        await asyncio.to_thread(self.go.wait, PATIENCE)
        return PlainTextResponse("done")


@pytest.fixture
def served() -> Iterator[Served]:
    made = Served()
    yield made
    made.go.set()
    made.stop()
    made.thread.join(PATIENCE)


def dialled(port: int) -> socket.socket:
    plain = socket.create_connection(("127.0.0.1", port), PATIENCE)
    return unverified_context().wrap_socket(plain)


def heard(sock: socket.socket) -> bytes:
    """A whole answer; each of them has four letters."""
    answer = bytearray()
    while len(answer.partition(b"\r\n\r\n")[2]) < 4:
        piece = sock.recv(4096)
        assert piece
        answer += piece
    return bytes(answer)


def nobody_listens(port: int) -> bool:
    try:
        while True:
            socket.create_connection(("127.0.0.1", port), PATIENCE).close()
    except ConnectionRefusedError:
        return True


def test_whoever_says_nothing_is_not_waited_for_and_nothing_stays_open(served: Served) -> None:
    """That a connection is left behind shows when it is collected, as a warning that fails the test."""
    with dialled(served.port) as idle:
        idle.sendall(ASK % b"")
        assert heard(idle).endswith(b"here")
        began = time.monotonic()
        served.stop()
        served.thread.join(PATIENCE)
        assert time.monotonic() - began < GRACE / 2
        gc.collect()


def test_what_is_under_way_is_still_answered(served: Served) -> None:
    with dialled(served.port) as asking:
        asking.sendall(ASK % b"held")
        assert served.asked.wait(PATIENCE)
        served.stop()
        assert nobody_listens(served.port)
        served.go.set()
        assert heard(asking).endswith(b"done")
