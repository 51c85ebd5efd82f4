"""A card for the virtual reader: a TCP client that plays a chip, and the ways in which it can go wrong."""

import socket
import struct
import threading
from collections.abc import Callable
from typing import Self

from clerk_app.devices.card_chip import CardChip
from clerk_app.devices.card_image import CardImage

# Issued 2014: T=1 only. Issued 2021 and later: T=0 and T=1. The last one offers T=0 alone.
ATR_2014 = bytes.fromhex("3bff9400008131804380318065b0850201f3120fff82900079")
ATR_2024 = bytes.fromhex("3b9e968031fe4553434520382e302d433256300d0a6c")
ATR_T0 = bytes.fromhex("3b65000020434f554e")

Fault = Callable[[int, bytes, bytes], bytes | None]
"""(running number of the command, command, true answer) -> the answer given; ``None`` pulls the card out."""

_POWER_OFF, _POWER_ON, _RESET, _GET_ATR = 0, 1, 2, 4


def sound(_number: int, _command: bytes, answer: bytes) -> bytes:
    """No fault at all."""
    return answer


class VirtualCard:
    """In the reader while ``with`` lasts; ``commands`` holds every command that came."""

    def __init__(
        self, port: int, image: CardImage, *, fault: Fault = sound, atr: bytes = ATR_2024, latency: float = 0
    ) -> None:
        self._port = port
        self._chip = CardChip(image)
        self._fault = fault
        self._atr = atr
        self._latency = latency
        self._line = socket.socket()
        self._out = threading.Event()
        self._player = threading.Thread(target=self._play, name="virtual card")
        self.commands: list[bytes] = []

    def __enter__(self) -> Self:
        self._line.connect(("127.0.0.1", self._port))
        self._player.start()
        return self

    def __exit__(self, *_error) -> None:
        self._pull()
        self._player.join(5)
        self._line.close()

    def _pull(self) -> None:
        self._out.set()
        try:
            self._line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the reader went first

    def _play(self) -> None:
        try:
            while not self._out.is_set():
                message = self._receive()
                reply = self._control(message[0]) if len(message) == 1 else self._answer(message)
                if reply is not None:
                    self._line.sendall(struct.pack(">H", len(reply)) + reply)
        except (ConnectionError, OSError):
            return

    def _control(self, code: int) -> bytes | None:
        if code in (_POWER_OFF, _POWER_ON, _RESET):
            self._chip.power_up()
        return self._atr if code == _GET_ATR else None

    def _answer(self, command: bytes) -> bytes | None:
        self.commands.append(command)
        if self._latency:
            self._out.wait(self._latency)
        answer = self._fault(len(self.commands), command, self._chip.answer(command))
        if answer is None:
            self._pull()
        return answer

    def _receive(self) -> bytes:
        (length,) = struct.unpack(">H", self._exactly(2))
        return self._exactly(length)

    def _exactly(self, count: int) -> bytes:
        """Acknowledged at once: else the reader's Nagle delay costs 44 ms per command."""
        got = b""
        while len(got) < count:
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            part = self._line.recv(count - len(got))
            if not part:
                raise ConnectionError
            got += part
        return got


def pulled_at(count: int) -> Fault:
    """Out of the reader instead of the answer number ``count``."""
    return lambda number, _command, answer: None if number == count else answer


def stray_6f00_at(*counts: int) -> Fault:
    """A moment of weakness, after which the same command works."""
    return lambda number, _command, answer: b"\x6f\x00" if number in counts else answer


def empty_reads(_number: int, command: bytes, answer: bytes) -> bytes:
    """READ BINARY succeeds and gives nothing."""
    return b"\x90\x00" if command[:2] == b"\x00\xb0" else answer


def short_reads(_number: int, command: bytes, answer: bytes) -> bytes:
    """READ BINARY gives at most 100 bytes."""
    return answer[:-2][:100] + answer[-2:] if command[:2] == b"\x00\xb0" else answer


def silent_select(_number: int, command: bytes, answer: bytes) -> bytes:
    """SELECT does not tell the size of the file."""
    return answer[-2:] if command[:2] == b"\x00\xa4" else answer


def garbage(_number: int, command: bytes, answer: bytes) -> bytes:
    """Success to everything, and noise for content."""
    if command[:2] != b"\x00\xb0":
        return answer
    return bytes((7 * place + 200) % 256 for place in range(command[4])) + b"\x90\x00"


def foreign(_number: int, _command: bytes, _answer: bytes) -> bytes:
    """Knows none of our applications."""
    return b"\x6a\x82"


class HalfDuplex:
    """Speaks as chips do under T=0: data waits for GET RESPONSE, a wrong length is answered with the right one."""

    def __init__(self) -> None:
        self._waiting = b""

    def __call__(self, _number: int, command: bytes, answer: bytes) -> bytes:
        data, status = answer[:-2], answer[-2:]
        if command[:2] == b"\x00\xc0":
            data, self._waiting = self._waiting, b""
            return data + b"\x90\x00"
        if command[:2] == b"\x00\xa4" and data:
            self._waiting = data
            return bytes((0x61, len(data)))
        if command[:2] == b"\x00\xb0" and data and len(data) != command[4]:
            return bytes((0x6C, len(data)))
        return data + status
