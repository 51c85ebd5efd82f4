"""A connection that counts what goes over it, for the budget of a line that is paid by the megabyte."""

from __future__ import annotations

import select
import socket
import ssl
import threading
from typing import Any

import httpcore

_RECORD = 22  # bytes that TLS 1.3 adds to each record
_RECORD_HOLDS = 16 * 1024
_EARLY = 4096  # bytes of an answer that comes before the question ends
_HANDSHAKE, _RESUMED = 2_600, 1_800  # bytes both ways, as measured (PERF §E.5)


class Tally:
    """Bytes sent and received by every connection that shares it; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bytes = 0

    def add(self, count: int) -> None:
        """Count some more."""
        with self._lock:
            self._bytes += count

    def take(self) -> int:
        """What was counted since the last time."""
        with self._lock:
            taken, self._bytes = self._bytes, 0
        return taken

    @property
    def pending(self) -> int:
        """What was counted and not taken yet."""
        return self._bytes


class Stream(httpcore.NetworkStream):
    """One connected socket as httpcore wants it; errors are httpcore's, with what caused them."""

    def __init__(self, sock: socket.socket, tally: Tally) -> None:
        self._sock = sock
        self._tally = tally
        self._secret = isinstance(sock, ssl.SSLSocket)
        self._early = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, at most so much; nothing at the end."""
        if self._early:
            early, self._early = self._early[:max_bytes], self._early[max_bytes:]
            return early
        try:
            self._sock.settimeout(timeout)
            piece = self._sock.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        self._count(len(piece))
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of it; raises ``WriteError`` if the answer is there before the question ends, which httpcore then reads.

        Who answers so early wants no more of it, and on a thin line every byte that goes on nevertheless is lost time.
        """
        left = memoryview(buffer)
        try:
            if left and self._is_answered():
                raise httpcore.WriteError("answered")
            while left:
                self._sock.settimeout(timeout)
                sent = self._sock.send(left)
                self._count(sent)
                left = left[sent:]
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """End the connection."""
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Stream:
        """The same connection under TLS."""
        try:
            self._sock.settimeout(timeout)
            secret = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except TimeoutError as error:
            self.close()
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            self.close()
            raise httpcore.ConnectError(str(error)) from error
        self._tally.add(_RESUMED if secret.session_reused else _HANDSHAKE)
        return Stream(secret, self._tally)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 (httpcore's signature)
        """What httpcore and the tracing of sockets ask for."""
        match info:
            case "ssl_object":
                return self._sock if self._secret else None
            case "client_addr":
                return self._sock.getsockname()
            case "server_addr":
                return self._sock.getpeername()
            case "socket":
                return self._sock
            case "is_readable":
                return _is_readable(self._sock)
        return None

    def _is_answered(self) -> bool:
        """Whether anything has come that nobody has read; keys and tickets of TLS, which come by the way, are none."""
        if not (self._early or _is_readable(self._sock)):
            return False
        try:
            self._sock.settimeout(0)
            early = self._sock.recv(_EARLY)
        except (BlockingIOError, ssl.SSLWantReadError):
            return bool(self._early)
        self._count(len(early))
        self._early += early
        return bool(self._early)

    def _count(self, count: int) -> None:
        records = -(-count // _RECORD_HOLDS) if self._secret else 0
        self._tally.add(count + records * _RECORD)


def _is_readable(sock: socket.socket) -> bool:
    """Whether an idle connection has something to say, which can only be that it has ended."""
    if sock.fileno() < 0:
        return True
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(sock, select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([sock], [], [], 0)[0])
