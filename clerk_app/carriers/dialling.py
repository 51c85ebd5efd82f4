"""Opening connections: every address of the centre in a race, and its last address where no name server answers.

A dead IPv6 route costs ``STAGGER`` and not a timeout; a name server that is dead costs nothing, because who answers is
known by certificate, not by address.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import selectors
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, cast

import httpcore

from clerk_app.carriers.tallied import Stream, Tally

STAGGER = 1.0  # seconds until the next address is tried beside the first: more than a round trip by satellite
PATIENCE = 4.0
_UNDER_WAY = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK)})

type Address = tuple[Any, ...]
type Option = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Known(Protocol):
    """Remembers at which address a name was last reached."""

    def get(self, host: str) -> str:
        """The address, or nothing."""

    def put(self, host: str, address: str) -> None:
        """Remember it."""


class Forgetful:
    """Remembers for this run only."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def get(self, host: str) -> str:
        """The address, or nothing."""
        return self._known.get(host, "")

    def put(self, host: str, address: str) -> None:
        """Remember it."""
        self._known[host] = address


class Dialler(httpcore.NetworkBackend):
    """``resolve`` is ``socket.getaddrinfo``, or a test's; ``network`` tells from where the last connection went."""

    def __init__(
        self,
        tally: Tally | None = None,
        known: Known | None = None,
        resolve: Callable[..., Sequence[Any]] = socket.getaddrinfo,
        stagger: float = STAGGER,
    ) -> None:
        self._tally = tally or Tally()
        self._known = known or Forgetful()
        self._resolve = resolve
        self._stagger = stagger
        self.network = ""
        self.nameless = False
        self.ipv6_dead = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 (httpcore's signature)
        socket_options: Iterable[Option] | None = None,
    ) -> Stream:
        """The first connection that comes about; raises httpcore's ``ConnectTimeout`` or ``ConnectError``."""
        try:
            infos = self._addresses(host, port)
            sock = _race(infos, timeout or PATIENCE, self._stagger, tuple(socket_options or ()))
            here, reached = _ends(sock)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        self.network = here
        if len({info[0] for info in infos}) > 1:
            self.ipv6_dead = infos[0][0] == socket.AF_INET6 and sock.family == socket.AF_INET
        if not _is_address(host) and self._known.get(host) != reached:
            self._known.put(host, reached)
        return Stream(sock, self._tally)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Option] | None = None
    ) -> Stream:
        """Nothing of ours listens there."""
        raise NotImplementedError

    def _addresses(self, host: str, port: int) -> Sequence[Any]:
        """What the name stands for; the last address that worked where nobody can tell. Raises ``socket.gaierror``."""
        try:
            found = self._resolve(host, port, type=socket.SOCK_STREAM)
            self.nameless = False
        except socket.gaierror:
            last = self._known.get(host)
            if not last:
                raise
            self.nameless = True
            return socket.getaddrinfo(last, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return found


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _race(infos: Sequence[Any], patience: float, stagger: float, options: Sequence[Option]) -> socket.socket:
    """The first of these addresses that answers; the next one begins when one has failed, or after ``stagger``.

    Raises ``TimeoutError`` where nobody has answered within ``patience``, else the last error.
    """
    end = time.monotonic() + patience
    waiting = list(infos)
    failed: OSError = OSError(errno.EADDRNOTAVAIL, "no address")
    with selectors.DefaultSelector() as dialled:
        try:
            while waiting or dialled.get_map():
                if waiting:
                    try:
                        dialled.register(_begin(waiting.pop(0), options), selectors.EVENT_WRITE)
                    except OSError as error:
                        failed = error
                        continue
                won = _first(dialled, min(end, time.monotonic() + stagger) if waiting else end)
                if isinstance(won, socket.socket):
                    return won
                failed = won or failed
                if time.monotonic() >= end:
                    raise TimeoutError
        finally:
            for key in list(dialled.get_map().values()):
                cast("socket.socket", key.fileobj).close()
    raise failed


def _ends(sock: socket.socket) -> tuple[str, str]:
    """Both addresses; raises ``OSError`` where whoever answered has hung up already."""
    try:
        return str(sock.getsockname()[0]), str(sock.getpeername()[0])
    except OSError:
        sock.close()
        raise


def _begin(info: Any, options: Sequence[Option]) -> socket.socket:  # noqa: ANN401 (as getaddrinfo has it)
    family, kind, protocol, _, address = info
    sock = socket.socket(family, kind, protocol)
    try:
        for option in options:
            sock.setsockopt(*option)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        code = sock.connect_ex(address)
        if code not in _UNDER_WAY:
            raise OSError(code, "connect")
    except OSError:
        sock.close()
        raise
    return sock


def _first(dialled: selectors.BaseSelector, end: float) -> socket.socket | OSError | None:
    """The socket that is connected, the error of one that will not be, or nothing by ``end``."""
    for key, _ in dialled.select(max(0.0, end - time.monotonic())):
        sock = cast("socket.socket", key.fileobj)  # nothing else is registered
        dialled.unregister(sock)
        code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if not code:
            sock.setblocking(True)
            return sock
        with contextlib.suppress(OSError):
            sock.close()
        return ConnectionRefusedError(code, "connect") if code == errno.ECONNREFUSED else OSError(code, "connect")
    return None
