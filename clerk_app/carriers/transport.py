"""httpx over our own way of dialling: what it asks goes to an httpcore pool, directly or through a proxy's tunnel."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

import httpcore
import httpx

from clerk_app.carriers.dialling import Dialler
from clerk_app.carriers.sockets import SEND_BUFFER, socket_options


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy at ``url`` that makes tunnels; ``user`` is empty where it asks for none."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """Host and port, without who signs in."""
        return self.url.rpartition("/")[2]


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """How connections are made: who dials, and through which proxy."""

    dialler: Dialler = field(default_factory=Dialler)
    proxy: Proxy | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """How many connections are made, how many are kept while idle and for how many seconds; bytes of a send buffer."""

    most: int
    kept: int
    lasting: float
    send_buffer: int = SEND_BUFFER


class Transport(httpx.BaseTransport):
    """Carries httpx's requests; raises httpx's errors."""

    def __init__(self, context: ssl.SSLContext, pool: Pool, route: Route | None = None) -> None:
        route = route or Route()
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            proxy=_proxy(route.proxy),
            max_connections=pool.most,
            max_keepalive_connections=pool.kept,
            keepalive_expiry=pool.lasting,
            socket_options=socket_options(pool.send_buffer),
            network_backend=route.dialler,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the answer is read by whoever reads the response."""
        url = request.url
        with _as_httpx():
            answer = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=cast("Iterable[bytes]", request.stream),
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(cast("Iterable[bytes]", answer.stream)),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Httpcore's errors by the names that they have in httpx."""
    try:
        yield
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.ProxyError,
        httpcore.UnsupportedProtocol,
    ) as error:
        raise getattr(httpx, type(error).__name__)(str(error)) from error


def _proxy(proxy: Proxy | None) -> httpcore.Proxy | None:
    if proxy is None:
        return None
    signs_in = (proxy.user.encode(), proxy.password.encode()) if proxy.user else None
    return httpcore.Proxy(proxy.url, auth=signs_in)
