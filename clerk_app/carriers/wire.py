"""One shared pool of connections to one centre: pinned TLS 1.3, long keep-alive, trimmed headers, timeouts that grow.

Plain HTTP goes to loopback only. A proxy is used only for its tunnel: who answers at the end of it is known by the
pinned certificate.
"""

from __future__ import annotations

import ipaddress
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from clerk_app.carriers.problems import failure, not_ours, translated
from clerk_app.carriers.sockets import SEND_BUFFER, OpenSockets
from clerk_app.carriers.tls import ResumingContext, pinned_context, unverified_context
from clerk_app.carriers.transport import Pool, Route, Transport
from clerk_app.contract import canonical
from clerk_app.contract.exchange import PROOF_HEADER, prove
from clerk_app.contract.keys import SigningKey
from clerk_app.domain.errors import Invalid, Unavailable

SILENCE = 9.0  # seconds without a byte that make a cut (PERF §E.3)
CONNECT = 4.0
KEEP_ALIVE = 600.0
MOST_BODY = 16 * 1024 * 1024
MOST_PROBLEM = 64 * 1024
PIECE = 4096  # one write: small, so that even a very thin line takes it within ``SILENCE``
SLOWEST = 1024  # bytes a second that a line must carry for its timeouts to hold
_JSON = "application/json"
_NO_CHECK_TIME = ssl.VerifyFlags(0x200000)  # X509_V_FLAG_NO_CHECK_TIME, which ssl has no name for


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: int
    headers: httpx.Headers
    body: bytes


class DeskProof(httpx.Auth):
    """Signs every request with the desk's key."""

    def __init__(self, desk: str, key: SigningKey) -> None:
        self._desk = desk
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override] # a Generator is one
        """Add the proof."""
        target = request.url.raw_path.decode("ascii")
        request.headers[PROOF_HEADER] = prove(self._desk, self._key, request.method, target)
        yield request


class Wire:
    """Connections to the centre at ``url``; ``trusted`` says whether the centre's CA was checked (or is loopback)."""

    def __init__(
        self,
        url: str,
        context: ResumingContext,
        proof: httpx.Auth | None = None,
        *,
        trusted: bool,
        route: Route | None = None,
        send_buffer: int = SEND_BUFFER,
    ) -> None:
        self.trusted = trusted
        self._context = context
        self._sockets = OpenSockets()
        self._client = httpx.Client(
            base_url=checked_url(url),
            auth=proof,
            transport=Transport(context, Pool(most=8, kept=4, lasting=KEEP_ALIVE, send_buffer=send_buffer), route),
            trust_env=False,
        )
        for name in tuple(self._client.headers):
            del self._client.headers[name]

    def ask(
        self,
        method: str,
        target: str,
        body: bytes | Iterator[bytes] = b"",
        *,
        headers: dict[str, str] | None = None,
        size: int = 0,
        patience: float = SILENCE,
    ) -> Answer:
        """One request and its whole answer of 2xx; ``size`` is how many bytes the timeouts should allow for.

        ``patience`` is how long the line may say nothing, and how long beyond its slowest pace an answer may take.

        Raises ``Unavailable`` for the line and the centre's own trouble, ``Refused`` or ``SignIn`` by problem code.
        """
        patience += size / SLOWEST
        with self.stream(method, target, body, headers=headers, patience=patience) as response:
            return Answer(response.status_code, response.headers, _read(response, MOST_BODY, patience))

    @contextmanager
    def stream(
        self,
        method: str,
        target: str,
        body: bytes | Iterator[bytes] = b"",
        *,
        headers: dict[str, str] | None = None,
        patience: float = SILENCE,
    ) -> Iterator[httpx.Response]:
        """An answer of 2xx whose body the caller reads (under ``translated``); raises as ``ask``."""
        request = self._client.build_request(
            method,
            target,
            content=body or None,
            headers=headers,
            timeout=httpx.Timeout(connect=CONNECT, read=patience, write=SILENCE, pool=CONNECT),
            extensions={"trace": self._sockets.trace},
        )
        with translated():
            response = self._client.send(request, stream=True)
        self._remember(response)
        try:
            if not response.is_success:
                raise failure(response.status_code, response.headers, _read(response, MOST_PROBLEM, patience))
            yield response
        finally:
            response.close()

    def _remember(self, response: httpx.Response) -> None:
        """Keep the TLS session of this answer's own connection: those of others are being read by other threads."""
        sock = response.extensions["network_stream"].get_extra_info("ssl_object")
        if sock is not None:
            self._context.remember(sock)

    def cut(self) -> None:
        """End every request that is under way, from any thread."""
        self._sockets.shut()

    def close(self) -> None:
        """Close the pool; call it when no request is under way."""
        self._client.close()


def _read(response: httpx.Response, most: int, patience: float) -> bytes:
    """The whole body; one that trickles, so that the line is never silent and never done, is given up too."""
    held, began = bytearray(), time.monotonic()
    with translated(answered=True):
        for piece in response.iter_raw():
            held += piece
            if len(held) > most:
                raise not_ours()
            if time.monotonic() - began > patience + len(held) / SLOWEST:
                raise Unavailable("line_slow")
    return bytes(held)


def json_headers() -> dict[str, str]:
    """What a body of canonical JSON is announced with."""
    return {"Content-Type": _JSON}


def decoded[T](answer: Answer, kind: type[T]) -> T:
    """The value in an answer of ours; what is not one came from somebody else on the line."""
    try:
        return canonical.decode(answer.body, kind)
    except Invalid as error:
        raise not_ours() from error


def pinned_wire(
    url: str,
    ca_pem: str,
    proof: httpx.Auth | None = None,
    route: Route | None = None,
    *,
    send_buffer: int = SEND_BUFFER,
) -> Wire:
    """Connections that trust only the CA pinned at enrolment."""
    return Wire(url, pinned_context(ca_pem), proof, trusted=True, route=route, send_buffer=send_buffer)


def untimed_wire(url: str, ca_pem: str, proof: DeskProof, route: Route | None = None) -> Wire:
    """Connections that trust the pinned CA whatever the clocks say: only to learn whose clock is wrong."""
    context = pinned_context(ca_pem)
    context.verify_flags |= _NO_CHECK_TIME
    return Wire(url, context, proof, trusted=False, route=route)


def unverified_wire(url: str, route: Route | None = None) -> Wire:
    """Connections that trust anyone, for the anchor; on loopback without TLS there is nobody else to trust."""
    return Wire(url, unverified_context(), trusted=checked_url(url).scheme == "http", route=route)


def checked_url(url: str) -> httpx.URL:
    """A centre's address; raises ``Invalid`` (``centre_url``, ``centre_url_plain``) marked at ``url``."""
    try:
        parsed = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise Invalid("centre_url", field="url") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise Invalid("centre_url", field="url")
    if parsed.scheme == "http" and not is_loopback(parsed.host):
        raise Invalid("centre_url_plain", field="url")
    return parsed


def is_loopback(host: str) -> bool:
    """Whether a host can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
