"""A receipt printer that exists only on this machine's network, for practice, demonstration and trial."""

from __future__ import annotations

import socket
import struct
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from clerk_app.devices.escpos_stream import EscposStream
from clerk_app.devices.simulated_mechanism import Mechanism, Troubles
from clerk_app.devices.simulated_roll import SimulatedRoll

LineFault = Literal["none", "mute", "freeze", "reset"]

_HOST = "127.0.0.1"
_RESET_ON_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
_BUFFER = 4096


class SimulatedPrinter:
    """Serves one connection after the other, as printers do, and files every cut receipt in ``folder`` as PNG.

    Port 0 takes any free one; ``port`` says which. ``spoil_line`` and ``change`` make it fail as real ones do.
    """

    def __init__(self, folder: Path, port: int = 0, dots: int = 576) -> None:
        self._fault: LineFault = "none"
        self._fault_after = 0
        self.port = port
        self._mechanism = Mechanism(SimulatedRoll(folder, dots))
        self._moved = threading.Condition()
        self._stopped = threading.Event()
        self._client: socket.socket | None = None

    def start(self) -> None:
        """Listen, and serve on a thread of its own; raises ``OSError`` where the port is taken."""
        self._listener = socket.create_server((_HOST, self.port))
        self.port = int(self._listener.getsockname()[1])
        self._server = threading.Thread(target=self._serve, name="simulated printer")
        self._server.start()

    def stop(self) -> None:
        """Hang up and end."""
        with self._moved:
            self._stopped.set()
            self._moved.notify_all()
        _shut(self._listener)
        self._listener.close()
        if self._client is not None:
            _shut(self._client)
        self._server.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def receipts(self) -> tuple[Path, ...]:
        """Pictures of the receipts that were cut, oldest first."""
        with self._moved:
            return tuple(self._mechanism.roll.receipts)

    @property
    def hanging(self) -> int:
        """Rows on paper that were not cut off."""
        with self._moved:
            return self._mechanism.roll.hanging

    def change(self, *, rows_left: int | None = None, troubles: Troubles | None = None) -> None:
        """Put in a new roll, endless unless ``rows_left`` says, and have these troubles alone; held work goes on."""
        with self._moved:
            self._mechanism.roll.rows_left = rows_left
            self._mechanism.troubles = troubles or Troubles()
            answers = self._mechanism.go_on()
            self._moved.notify_all()
            client = self._client
        if client is not None and answers and self._fault == "none":
            _answer(client, answers)

    def spoil_line(self, fault: LineFault, after: int = 0) -> None:
        """From byte ``after`` of each connection on: say nothing, read nothing, or break off (at 0: refuse)."""
        with self._moved:
            self._fault, self._fault_after = fault, after
            self._moved.notify_all()

    def wait_until(self, reached: Callable[[SimulatedPrinter], bool], timeout: float) -> bool:
        """Block until the paper is as ``reached`` wants it; ``False`` after ``timeout`` seconds."""
        with self._moved:
            return self._moved.wait_for(lambda: reached(self), timeout)

    def _serve(self) -> None:
        while not self._stopped.is_set():
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            with client:
                self._client = client
                self._converse(client)
                self._client = None

    def _converse(self, client: socket.socket) -> None:
        """What a connection broke off is forgotten with it; what was whole is done or held."""
        stream = EscposStream()
        received = 0
        while not self._stopped.is_set():
            fault, readable = self._fault_at(received)
            if fault == "reset":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                return
            data = _receive(client, readable)
            if not data:
                return
            received += len(data)
            self._work(client, stream, data, mute=fault == "mute")

    def _fault_at(self, received: int) -> tuple[LineFault, int]:
        """The fault that holds now, and how many bytes may be read before that can change; waits out a freeze."""
        with self._moved:
            self._moved.wait_for(lambda: self._stopped.is_set() or self._active(received) != "freeze")
            left = self._fault_after - received if self._fault != "none" else 0
            return self._active(received), min(_BUFFER, left) if left > 0 else _BUFFER

    def _active(self, received: int) -> LineFault:
        return self._fault if received >= self._fault_after else "none"

    def _work(self, client: socket.socket, stream: EscposStream, data: bytes, *, mute: bool) -> None:
        for command in stream.feed(data):
            with self._moved:
                answer = self._mechanism.take(command)
                self._moved.notify_all()
            if answer and not mute:
                _answer(client, answer)


def _receive(client: socket.socket, count: int) -> bytes:
    try:
        return client.recv(count)
    except OSError:
        return b""


def _answer(client: socket.socket, answer: bytes) -> None:
    try:
        client.sendall(answer)
    except OSError:
        return  # the one who asked has gone


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side went first
