"""A receipt printer that shares nothing with ours: it reads ESC/POS from a socket and keeps the pictures."""

from __future__ import annotations

import contextlib
import io
import socket
import threading
from types import TracebackType
from typing import Self

from PIL import Image

_FINE = b"\x12"
_CLEAR = 8  # bytes of the command that drops what is held
_WIDTH = 72  # bytes of a row on 80 mm paper


class EscposSink:
    """Listens on loopback while ``with`` lasts; ``papers`` are the receipts that were cut, as PNG."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept)]
        self._rows: list[bytes] = []
        self.papers: list[bytes] = []

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            client.settimeout(10)
            self._threads.append(threading.Thread(target=self._serve, args=(client,)))
            self._threads[-1].start()

    def _serve(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as line, contextlib.suppress(OSError):
            while head := line.read(2):
                client.sendall(self._do(head, line))

    def _do(self, head: bytes, line: io.BufferedReader) -> bytes:
        """One command, and what it is answered."""
        match head:
            case b"\x10\x04":
                line.read(1)
                return _FINE
            case b"\x10\x14":
                line.read(_CLEAR)
                return b"\x37\x25\x00"
            case b"\x1b@":
                return b""
            case b"\x1bd" | b"\x1bJ":
                line.read(1)
                return b""
            case b"\x1dv":
                self._picture(line)
                return b""
            case b"\x1dV":
                line.read(1)
                self._cut()
                return b""
            case b"\x1d(":
                return b"\x37\x22" + line.read(9)[5:] + b"\x00"
        raise AssertionError(f"a command that this printer does not know: {head!r}")

    def _picture(self, line: io.BufferedReader) -> None:
        """A band of any width, printed from the left margin on."""
        _zero, _mode, *size = line.read(6)
        width, height = size[0] + 256 * size[1], size[2] + 256 * size[3]
        self._rows += [line.read(width).ljust(_WIDTH, b"\0") for _ in range(height)]

    def _cut(self) -> None:
        image = Image.frombytes("1", (_WIDTH * 8, len(self._rows)), b"".join(self._rows), "raw", "1;I")
        out = io.BytesIO()
        image.save(out, "png")
        self.papers.append(out.getvalue())
        self._rows.clear()
