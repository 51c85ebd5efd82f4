"""A centre for many: PostgreSQL, two processes of the centre over it, desks with parcels that wait, and bare lines.

The load is made before it is sent: what is measured shares two cores with whoever sends it and with the database.
"""

from __future__ import annotations

import random
import secrets
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from clerk_app.central import clock
from clerk_app.central.app import Parts
from clerk_app.central.catalogue import due_on
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.exchange import PROOF_HEADER, prove
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.signin import SignInRequest, verified
from clerk_app.domain import numbers
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.journal import Entry
from clerk_app.i18n import Texts
from tests.bench.crowd import Crowd
from tests.bench.lone import RESOURCES, ruled, services
from tests.support.central_process import CentralProcess
from tests.support.lone_desk import LoneDesk
from tests.support.postgres_server import PostgresServer

PROCESSES = 2
PARCEL = 100
OFFICE = "usluzni-centar"
_DOUBTFUL = 0.05  # of the requests come with another deadline than the centre counts, and get a finding
_SETTINGS = {"fsync": "on", "shared_buffers": "256MB", "max_wal_size": "2GB"}
_NUMBERER_AWAY = f"UPDATE number_lease SET holder = 'bench', until = {2**62}"
_NUMBERER_BACK = "UPDATE number_lease SET until = 0"
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Stage:
    """What runs: the database, the processes of the centre, and its parts in this process to make desks with."""

    address: str
    centres: tuple[CentralProcess, ...]
    parts: Parts

    def ask(self, *statements: str) -> int:
        """Something said to the database itself; the one number that the last of it gave."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            for one in statements:
                found = connection.execute(one.encode())
            row = found.fetchone() if found.description else None
        return int(row[0]) if row is not None else 0

    def number(self, *, now: bool) -> None:
        """Let the numberer of these processes work, or keep the lease from them."""
        self.ask(_NUMBERER_BACK if now else _NUMBERER_AWAY)

    def desk(self, *, clerk: bool = True) -> LoneDesk:
        """A new desk, at which somebody has signed in."""
        sign, seal = SigningKey(secrets.token_bytes(32)), SealingKey(secrets.token_bytes(32))
        code = parse(self.parts.enrolment.make_code(OFFICE, "1"))
        made = self.parts.enrolment.enrol(
            EnrolmentRequest(secret=code.secret, sign_public=sign.public, seal_public=seal.public)
        )
        desk = LoneDesk(made.desk, sign, seal, self.parts.keys.anchor("Општина Примерово"), at=clock.now())
        if clerk:
            asked = SignInRequest(user="mprimeric", password="primer-2026", reply_public=bytes(32))
            answer = self.parts.sign_ins.sign_in(self.parts.desks.get(desk.code), asked)
            desk.grant = verified(answer.grant, self.parts.keys.sign.public).id
        return desk

    def line(self, place: int = 0) -> Line:
        """A connection to one of the processes."""
        return Line(self.centres[place % len(self.centres)].port, self.parts.keys.anchor("").ca_pem)


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Everything started, and stopped at the end."""
    with ExitStack() as undo:
        server = undo.enter_context(PostgresServer(**_SETTINGS))
        address = undo.enter_context(server.database())
        centres = [CentralProcess(address, files=folder / f"files-{place}") for place in range(PROCESSES)]
        for centre in centres:
            undo.enter_context(centre)
        texts = Texts(RESOURCES / "texts")
        settings = CentralSettings(listen="127.0.0.1:0", database_url=address, files=folder / "files", texts=texts)
        parts = open_parts(settings)
        undo.callback(parts.database.close)
        yield Stage(address, tuple(centres), parts)


class Load:
    """Requests as desks make them, from the whole crowd; the same ones for the same seed."""

    def __init__(self, seed: int = 5) -> None:
        self._crowd = Crowd(seed)
        self._chance = random.Random(seed)
        self._services = services()
        self._today = datetime.now(UTC).date()

    def parcels(self, desk: LoneDesk, many: int, size: int = PARCEL) -> list[bytes]:
        """So many parcels of this size, ready to be sent."""
        made = []
        for _ in range(many):
            desk.at += 1000
            made.append(desk.cut(*(self._entry(desk) for _ in range(size))))
        return made

    def _entry(self, desk: LoneDesk) -> Entry:
        number = numbers.provisional(desk.code, len(desk.entries) + 1)
        body = self._crowd.body(number, self._today)
        return desk.write("request.received", self._finished(body), secrets.token_bytes(16))

    def _finished(self, body: RequestReceived) -> RequestReceived:
        service: Service = self._services[body.service]
        body = ruled(body, service)
        return body if self._chance.random() < _DOUBTFUL else replace(body, deadline=due_on(body, service))


class Line:
    """One kept TLS connection that speaks as little HTTP as will do, so that the sender costs little."""

    def __init__(self, port: int, ca_pem: str) -> None:
        context = ssl.create_default_context(cadata=ca_pem)
        raw = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = context.wrap_socket(raw, server_hostname="127.0.0.1")
        self._held = b""
        self._open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def ask(self, desk: LoneDesk, method: str, target: str, body: bytes = b"") -> bytes:
        """One request with the desk's proof, and the body of its answer; raises ``OSError`` unless it went well."""
        self.send(desk, method, target, body)
        return self.answer()

    def send(self, desk: LoneDesk, method: str, target: str, body: bytes = b"") -> None:
        """The request alone."""
        proof = prove(desk.code, desk.sign, method, target)
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        head = f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{PROOF_HEADER}: {proof}\r\n{length}\r\n"
        self._socket.sendall(head.encode() + body)

    def answer(self) -> bytes:
        """The body of the next answer."""
        whole = first = self.first()
        while self._open and first:
            first = self._piece()
            whole += first
        return whole

    def first(self) -> bytes:
        """The body of the next answer, or of one that comes in pieces the first."""
        head = self._until(b"\r\n\r\n")
        if head.startswith(b"HTTP/1.1 204"):
            self._open = False
            return b""
        if not head.startswith(b"HTTP/1.1 200"):
            raise OSError(head.partition(b"\r\n")[0].decode())
        fields = dict(line.split(b": ", 1) for line in head.lower().splitlines()[1:] if line)
        self._open = b"content-length" not in fields
        if not self._open:
            return self._take(int(fields[b"content-length"]))
        return self._piece()

    def _piece(self) -> bytes:
        size = int(self._until(b"\r\n"), 16)
        return self._take(size + 2)[:-2]

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._held:
            self._more()
        found, _, self._held = self._held.partition(mark)
        return found

    def _take(self, size: int) -> bytes:
        while len(self._held) < size:
            self._more()
        found, self._held = self._held[:size], self._held[size:]
        return found

    def _more(self) -> None:
        come = self._socket.recv(1 << 16)
        if not come:
            raise OSError("the centre hung up")
        self._held += come
