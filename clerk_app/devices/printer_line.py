"""One connection to a network printer, whose troubles are told in the words of the counter."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from clerk_app.domain.errors import Unavailable

_BUFFER = 1024


class PrinterLine:
    """Closed at the end of ``with``; after a timeout it must not be used again, as the late answer would come first."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._heard = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def send(self, data: bytes, seconds: float) -> None:
        """Raises ``Unavailable`` (``printer_timeout``, ``printer_refused``, ``printer_cut_off``)."""
        try:
            self._connection.settimeout(seconds)
            self._connection.sendall(data)
        except TimeoutError as error:
            raise Unavailable("printer_timeout") from error
        except OSError as error:
            raise self._broken() from error

    def ask[T](self, question: bytes, find: Callable[[bytes], T | None], seconds: float) -> T:
        """Send and read until ``find`` knows the answer in all that was heard; raises as ``send``."""
        self.send(question, seconds)
        return self.hear(find, seconds)

    def hear[T](self, find: Callable[[bytes], T | None], seconds: float) -> T:
        """Read until ``find`` knows the answer; raises as ``send``."""
        heard = b""
        deadline = time.monotonic() + seconds
        while (found := find(heard)) is None:
            heard += self._receive(deadline - time.monotonic())
        return found

    def _receive(self, seconds: float) -> bytes:
        if seconds <= 0:
            raise Unavailable("printer_timeout")
        try:
            self._connection.settimeout(seconds)
            part = self._connection.recv(_BUFFER)
        except TimeoutError as error:
            raise Unavailable("printer_timeout") from error
        except OSError as error:
            raise self._broken() from error
        if not part:
            raise self._broken()
        self._heard = True
        return part

    def _broken(self) -> Unavailable:
        """A printer that hangs up before its first word is busy with somebody else, or will not have us."""
        return Unavailable("printer_cut_off" if self._heard else "printer_refused")
