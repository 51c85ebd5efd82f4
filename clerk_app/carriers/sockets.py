"""The sockets under a connection pool, so that a blocked send or read can be ended from another thread.

httpx cannot end one by closing the client; ``shutdown`` on the socket can (PERF §E.6). The sockets come from httpx's
``trace`` extension.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
import threading
from typing import Any

SEND_BUFFER = 32 * 1024
FILES_BUFFER = 8 * 1024
"""Of enclosures: what lies in it stands before a request that comes meanwhile (PERF §E.4)."""
_OPENED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete", "proxy.start_tls.complete"})
_LINGER = "hh" if sys.platform == "win32" else "ii"


def socket_options(send_buffer: int = SEND_BUFFER) -> list[tuple[int, int, int] | tuple[int, int, bytes | bytearray]]:
    """A small send buffer, and none that outlives a cut connection (PERF §E.2)."""
    return [
        (socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer),
        (socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(_LINGER, 1, 0)),
    ]


class OpenSockets:
    """Every socket that a pool has open; ``trace`` is given to httpx with each request."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []

    def trace(self, name: str, info: dict[str, Any]) -> None:
        """Take note of a socket when it is connected and again when TLS has wrapped it."""
        if name in _OPENED:
            self._add(info["return_value"].get_extra_info("socket"))

    def shut(self) -> None:
        """Shut every socket down; whoever is blocked in one returns with an error."""
        with self._lock:
            for sock in self._open:
                with contextlib.suppress(OSError):
                    # Not SSLSocket.shutdown: that would unwrap the socket under the thread that is reading it.
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)
            self._open.clear()

    def _add(self, sock: socket.socket) -> None:
        with self._lock:
            self._open = [known for known in self._open if known.fileno() != -1]
            self._open.append(sock)
