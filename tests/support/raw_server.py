"""A server on a real socket that does exactly what a test says, byte for byte."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

PATIENCE = 20.0  # nothing in a test hangs longer


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Talk:
    """One accepted connection, as a test's handler sees it."""

    sock: socket.socket
    held: bytearray = field(default_factory=bytearray)

    def request(self) -> Request | None:
        """The next request with its whole body; nothing when the client has gone."""
        head = self._until(b"\r\n\r\n")
        if head is None:
            return None
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        method, target, _ = first.split(" ")
        return Request(method, target, headers, self._body(headers))

    def head(self) -> str | None:
        """The next request's head only; its body stays unread."""
        head = self._until(b"\r\n\r\n")
        return None if head is None else head.decode()

    def send(self, raw: bytes) -> None:
        self.sock.sendall(raw)

    def answer(
        self, body: bytes = b"", *, status: str = "200 OK", kind: str = "application/json", extra: str = ""
    ) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
        self.send(head.encode() + body)

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") == "chunked":
            return self._chunks()
        return self._exactly(int(headers.get("content-length", "0")))

    def _chunks(self) -> bytes:
        body = b""
        while size := int((self._until(b"\r\n") or b"0").strip() or b"0", 16):
            body += self._exactly(size)
            self._exactly(2)
        self._exactly(2)
        return body

    def _until(self, mark: bytes) -> bytes | None:
        while mark not in self.held:
            if not self._more():
                return None
        place = self.held.index(mark) + len(mark)
        taken = bytes(self.held[:place])
        del self.held[:place]
        return taken

    def _exactly(self, count: int) -> bytes:
        while len(self.held) < count:
            if not self._more():
                raise ConnectionError
        taken = bytes(self.held[:count])
        del self.held[:count]
        return taken

    def _more(self) -> bool:
        piece = self.sock.recv(65536)
        self.held += piece
        return bool(piece)


class RawServer:
    """Listens on loopback and gives each connection to ``handler`` on a thread of its own."""

    def __init__(self, handler: Callable[[Talk], None], context: ssl.SSLContext | None = None) -> None:
        self._handler = handler
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        self.resumed: list[bool] = []

    @property
    def url(self) -> str:
        return f"{'https' if self._context else 'http'}://127.0.0.1:{self.port}"

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in list(self._open):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
        for thread in list(self._threads):
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            sock.settimeout(PATIENCE)
            thread = threading.Thread(target=self._serve, args=(sock,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        self._open.append(sock)
        try:
            if self._context is not None:
                sock = self._context.wrap_socket(sock, server_side=True)
                self._open.append(sock)
                self.resumed.append(bool(sock.session_reused))
            self._handler(Talk(sock))
        except OSError:
            """The client went away: that is what many tests are about."""
        finally:
            sock.close()
