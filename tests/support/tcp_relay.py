"""A line that carries so many connections and then breaks: bytes go to and fro as they are."""

from __future__ import annotations

import contextlib
import socket
import threading

from tests.support.raw_server import PATIENCE, RawServer, Talk


class TcpRelay:
    """Stands before a server at ``port`` on loopback; connections after the first ``lasts`` are hung up on."""

    def __init__(self, port: int, *, lasts: int) -> None:
        self._to = port
        self._lasts = lasts
        self._server = RawServer(self._carry)
        self.url = f"https://127.0.0.1:{self._server.port}"

    def close(self) -> None:
        self._server.close()

    def _carry(self, talk: Talk) -> None:
        if self._server.connections > self._lasts:
            return
        with socket.create_connection(("127.0.0.1", self._to), PATIENCE) as centre:
            back = threading.Thread(target=_pump, args=(centre, talk.sock))
            back.start()
            _pump(talk.sock, centre)
            back.join(PATIENCE)


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Everything from one side to the other until either has gone."""
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
