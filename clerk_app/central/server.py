"""The centre as a running server: in a thread for tests and the demonstration, or as a process of its own."""

from __future__ import annotations

import ipaddress
import json
import signal
import sys
import threading
from asyncio.sslproto import SSLProtocol
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from ssl import SSLContext

import uvicorn
from starlette.applications import Starlette

from clerk_app.central import clock, seed
from clerk_app.central.app import Outside, Parts, application, build
from clerk_app.central.cases.seeding import seed_cases
from clerk_app.central.clock import Now, ScriptedClock
from clerk_app.central.database import Database, folder_beside
from clerk_app.central.operator.clock_door import last_moment
from clerk_app.central.portal.seed import seed_filings
from clerk_app.central.steps import Steps, unwatched
from clerk_app.contract import dictionaries
from clerk_app.contract.catalogue_folder import Refused
from clerk_app.contract.listening import listen_address, listener
from clerk_app.contract.serving import Server
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.i18n import Texts

_BACKLOG = 256
_GRACE = 3  # seconds that open requests may take once a stop was asked for
_START = 20.0
_SWITCH = 0.0005  # seconds: a short commit asks the database some 25 times, and waits so long for its thread after each
_READ_AT_ONCE = 32 * 1024  # of a TLS connection: asyncio keeps that much for each, and 256 KiB if nobody says otherwise
_KEEP_ALIVE = 600  # as long as desks keep their connections (PERF §E.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralSettings:
    """How a centre runs.

    ``seed`` is a folder of seed data, ``services`` a folder of service definitions; with them comes the
    demonstration's handler, ``POST /operator/step`` from this machine. ``seed_cases`` adds cases that an earlier desk
    received before ``now``.

    ``themes`` is where the colours of the operator's page lie; ``metrics_token`` opens ``/metrics`` to other machines.

    ``files`` is where enclosures lie; beside an SQLite database if it is not given. ``wire`` is the folder of the
    dictionaries that desks may name. ``municipality`` is whose centre this is, where the database has several; without
    it the seed's, or the only one. ``listen`` is ``HOST:PORT``, where port 0 takes a free one. ``names`` are further
    host names and addresses that the certificate is for.
    With a ``ScriptedClock`` for ``now`` comes ``POST /operator/clock``; it begins no earlier than the database ends.
    """

    listen: str
    database_url: str
    texts: Texts
    seed: Path | None = None
    municipality: str = ""
    services: Path | None = None
    seed_cases: bool = False
    files: Path | None = None
    wire: Path | None = None
    plain_http: bool = False
    names: tuple[str, ...] = ()
    themes: Path | None = None
    metrics_token: str = ""
    now: Now = clock.now
    steps: Steps = unwatched


class Central:
    """A centre in this process; ``parts`` gives its working parts to the command line and to tests.

    ``refused`` names the definitions of the seed that are no services.
    """

    def __init__(self, settings: CentralSettings) -> None:
        self._settings = settings
        host, port = listen_address(settings.listen)
        if settings.plain_http and not _is_loopback(host):
            raise Invalid("plain_http_loopback_only", field="listen")
        self._host, self._port = host, port
        self.refused: list[Refused] = []
        self.parts = open_parts(settings, self.refused.append)
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> str:
        """Listen, and return the URL once the centre answers; raises ``Unavailable('cannot_listen')``."""
        listening = listener(self._host, self._port, _BACKLOG)
        SSLProtocol.max_size = _READ_AT_ONCE
        self.parts.accepting.settle()
        outside = Outside(
            texts=self._settings.texts,
            themes=self._settings.themes,
            metrics_token=self._settings.metrics_token,
            scripted=self._settings.seed is not None,
        )
        app = application(self.parts, outside)
        self._server = Server(_config(app, self._context()))
        self._thread = threading.Thread(target=self._server.run, args=([listening],), name="central", daemon=True)
        self._thread.start()
        if not self._server.ready.wait(_START):
            raise Unavailable("cannot_listen")
        self.parts.numberer.start()
        self.parts.asker.start()
        self.parts.overhearing.start()
        scheme = "http" if self._settings.plain_http else "https"
        name = f"[{self._host}]" if ":" in self._host else self._host
        return f"{scheme}://{name}:{listening.getsockname()[1]}"

    def stop(self) -> None:
        """End answer streams, finish what is under way, and close the database."""
        self.parts.bell.stop()
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(timeout=_GRACE + 10)
            self.parts.numberer.join()
            self.parts.asker.join()
            self.parts.overhearing.join()
        self.parts.database.close()

    def _context(self) -> SSLContext | None:
        if self._settings.plain_http:
            return None
        return self.parts.keys.authority.server_context((self._host, *self._settings.names))


def open_parts(settings: CentralSettings, told: Callable[[Refused], None] = lambda _: None) -> Parts:
    """The centre's parts over its database, seeded where a seed is given; raises as ``seed.seeded`` does.

    ``told`` is given each definition of the seed that was refused.
    """
    with ExitStack() as undo:
        database = Database(settings.database_url)
        undo.callback(database.close)
        begun = ""
        if settings.seed is not None and settings.services is not None:
            begun = seed.seed(database, settings.seed, settings.services, told)
            if settings.seed_cases:
                seed_cases(database, begun, settings.seed, settings.now())
        municipality = seed.seeded(database, settings.municipality or begun)
        if isinstance(settings.now, ScriptedClock):
            with database.read() as connection:
                settings.now.no_earlier(last_moment(connection, municipality))
        files = settings.files or folder_beside(settings.database_url)
        known = dictionaries.load(settings.wire) if settings.wire is not None else {}
        parts = build(database, municipality, files, settings.now, settings.steps, known=known)
        if settings.seed is not None and settings.seed_cases and municipality == begun:
            seed_filings(parts.portal, settings.seed)
        undo.pop_all()
    return parts


def serve(settings: CentralSettings, codes: tuple[tuple[str, str], ...] = ()) -> int:
    """Run until SIGTERM or SIGINT; prints one JSON line once ready, with a new code for each (office, counter).

    The line: ``{"ready": true, "url": …, "codes": [{"office": …, "counter": …, "code": …}]}``, and where definitions of
    the seed were refused ``"refused": [{"file": …, "path": …, "code": …}]``. Returns the exit code.
    """
    sys.setswitchinterval(_SWITCH)
    asked = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: asked.set())
    central = Central(settings)
    url = central.start()
    made = [
        {"office": office, "counter": counter, "code": central.parts.enrolment.make_code(office, counter)}
        for office, counter in codes
    ]
    sys.stdout.write(ready_line(url, made, central.refused) + "\n")
    sys.stdout.flush()
    while not asked.wait(1.0):
        """Signals are handled between waits."""
    central.stop()
    return 0


def ready_line(url: str, codes: Sequence[Mapping[str, str]], refused: Sequence[Refused]) -> str:
    """What a centre says once it answers, for whoever started it."""
    ready: dict[str, object] = {"ready": True, "url": url, "codes": list(codes)}
    if refused:
        ready["refused"] = [asdict(one) for one in refused]
    return json.dumps(ready)


def _config(app: Starlette, context: SSLContext | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
        proxy_headers=False,
        ssl_context_factory=(lambda _config, _default: context) if context is not None else None,
    )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
