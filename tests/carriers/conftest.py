"""Servers and certificates that the carriers' tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ssl import SSLContext

import pytest

from tests.support.certificates import TestAuthority
from tests.support.raw_server import RawServer, Talk

type Serve = Callable[..., RawServer]


@pytest.fixture(scope="session")
def authority() -> TestAuthority:
    return TestAuthority()


@pytest.fixture(scope="session")
def tls(authority: TestAuthority) -> SSLContext:
    return authority.server_context()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers that are closed when the test ends."""
    servers: list[RawServer] = []

    def start(handler: Callable[[Talk], None], context: SSLContext | None = None) -> RawServer:
        servers.append(RawServer(handler, context))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
