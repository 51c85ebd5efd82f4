"""A line to a server on loopback that a test cuts and mends: cut, everything open breaks and nobody gets through."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading

from tests.support.raw_server import PATIENCE, RawServer, Talk


class CutLine:
    """Stands before a server at ``port``; bytes go to and fro as they are."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._is_cut = False
        self._server = RawServer(self._carry)
        self.url = f"https://127.0.0.1:{self._server.port}"

    @property
    def address(self) -> str:
        return self.url.removeprefix("https://")

    def cut(self) -> None:
        with self._guard:
            self._is_cut = True
            broken = list(self._open)
        for sock in broken:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        with self._guard:
            self._is_cut = False

    def close(self) -> None:
        self.cut()
        self._server.close()

    def _carry(self, talk: Talk) -> None:
        try:
            with socket.create_connection(("127.0.0.1", self._to), PATIENCE) as server:
                self._between(talk.sock, server)
        except OSError:
            return

    def _between(self, client: socket.socket, server: socket.socket) -> None:
        with self._guard:
            if self._is_cut:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            self._open |= {client, server}
        client.settimeout(None)
        server.settimeout(None)
        back = threading.Thread(target=_pump, args=(server, client))
        back.start()
        _pump(client, server)
        back.join(PATIENCE)
        with self._guard:
            self._open -= {client, server}


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
