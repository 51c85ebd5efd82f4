"""The relay as a running server: in this process for tests, or as a process of its own."""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from clerk_app.contract.listening import listen_address, listener
from clerk_app.contract.relay import RelayKey
from clerk_app.contract.serving import Server
from clerk_app.domain.errors import Unavailable
from clerk_app.i18n import Texts
from clerk_app.relay import certificate
from clerk_app.relay.announcing import Announcing
from clerk_app.relay.doors import Doors, application
from clerk_app.relay.forwarding import Forwarder
from clerk_app.relay.identity import Identity
from clerk_app.relay.knowing import Knowing
from clerk_app.relay.shelf import Shelf
from clerk_app.relay.upstream import Upstream

_BACKLOG = 64
_GRACE = 3
_START = 20.0
_KEEP_ALIVE = 600


def machine_now() -> int:
    """Microseconds since 1970, UTC."""
    return time.time_ns() // 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RelaySettings:
    """How a relay runs; ``listen`` is ``HOST:PORT``, where port 0 takes a free one.

    ``announces``: whether it says on the network where it is.
    """

    listen: str
    texts: Texts
    now: Callable[[], int] = machine_now
    announces: bool = False


class OfficeRelay:
    """A relay over its file; ``start`` listens and begins to forward, ``stop`` ends both and closes the file."""

    def __init__(self, settings: RelaySettings, shelf: Shelf, identity: Identity, upstream: Upstream) -> None:
        self._host, self._port = listen_address(settings.listen)
        self._shelf = shelf
        self._upstream = upstream
        self._identity = identity
        self._forwarder = Forwarder(shelf, upstream, settings.now)
        fingerprint = certificate.fingerprint(identity.certificate)
        self._knowing = Knowing(shelf, identity.relay, fingerprint, self._forwarder.want_key)
        self._forwarder.know(self._knowing)
        doors = Doors(shelf, self._knowing, settings.now, self._forwarder.nudge, away=self._forwarder.away)
        self._app = application(doors, self._knowing, settings.texts)
        self._announcing = Announcing(self._host, identity.municipality, identity.office)
        self._announces = settings.announces
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    def learn(self, key: RelayKey) -> None:
        """What the centre says of keys, before its first word comes over the line."""
        self._knowing.learn(key)

    def start(self) -> int:
        """Listen, and return the port once desks are answered; raises ``Unavailable('cannot_listen')``."""
        listening = listener(self._host, self._port, _BACKLOG)
        self._server = Server(_config(self._app, self._identity.certificate))
        self._thread = threading.Thread(target=self._server.run, args=([listening],), name="relay", daemon=True)
        self._thread.start()
        if not self._server.ready.wait(_START):
            raise Unavailable("cannot_listen")
        self._forwarder.start()
        port: int = listening.getsockname()[1]
        if self._announces:
            self._announcing.begin(port)
        return port

    def stop(self) -> None:
        """Finish what is under way; what is kept stays kept."""
        self._announcing.end()
        self._forwarder.stop()
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(_GRACE + 10)
        self._upstream.close()
        self._shelf.close()


def serve(relay: OfficeRelay, identity: Identity, host: str) -> int:
    """Run until SIGTERM or SIGINT; prints one JSON line once ready; returns the exit code.

    The line: ``{"ready": true, "address": "host:port", "relay": …, "office": …}``.
    """
    asked = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: asked.set())
    port = relay.start()
    said = {"ready": True, "address": f"{host}:{port}", "relay": identity.relay, "office": identity.office}
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    while not asked.wait(1.0):
        """Signals are handled between waits."""
    relay.stop()
    return 0


def _config(app: Starlette, pem: bytes) -> uvicorn.Config:
    context = certificate.server_context(pem)
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
        proxy_headers=False,
        ssl_context_factory=lambda _config, _default: context,
    )
