"""A line that carries only so many bytes a second towards the centre, and keeps hardly any of them on the way."""

from __future__ import annotations

import contextlib
import socket
import threading

from tests.support.raw_server import PATIENCE

_KEPT = 4096  # bytes that either end of the relay may hold
_PIECE = 1024


class ThinLine:
    """Stands before a server at ``port`` on loopback; what comes back is not slowed."""

    def __init__(self, port: int, rate: int) -> None:
        self._to, self._rate = port, rate
        self._closed = threading.Event()
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _KEPT)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._open: list[socket.socket] = [self._listener]
        self._turn = threading.Lock()  # all connections share the one line
        self._threads[0].start()

    def close(self) -> None:
        self._closed.set()
        for sock in self._open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in list(self._threads):
            thread.join(PATIENCE)

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._to), PATIENCE)
            far.settimeout(None)
            self._open += [near, far]
            for work in ((self._up, near, far), (self._down, far, near)):
                thread = threading.Thread(target=work[0], args=work[1:])
                self._threads.append(thread)
                thread.start()

    def _up(self, near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := near.recv(_PIECE):
                with self._turn:
                    self._closed.wait(len(piece) / self._rate)
                far.sendall(piece)
        _end(near, far)

    def _down(self, far: socket.socket, near: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := far.recv(65536):
                near.sendall(piece)
        _end(near, far)


def _end(*socks: socket.socket) -> None:
    for sock in socks:
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
