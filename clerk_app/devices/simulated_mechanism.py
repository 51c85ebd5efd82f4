"""The inside of a make-believe receipt printer: does commands in order, holds them while it cannot print."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from clerk_app.devices.escpos_stream import Command
from clerk_app.devices.simulated_roll import SimulatedRoll

_LINE = 30
_CLEAR = bytes.fromhex("0801031401060208")


@dataclass(slots=True)
class Troubles:
    """What is wrong with the printer; set what is to go wrong."""

    paper_out: bool = False
    paper_low: bool = False
    cover_open: bool = False
    offline: bool = False


class Mechanism:
    """Answers are bytes for the line; real-time questions (DLE) are answered whatever state the printer is in."""

    def __init__(self, roll: SimulatedRoll) -> None:
        self.roll = roll
        self.troubles = Troubles()
        self._held: deque[Command] = deque()

    def take(self, command: Command) -> bytes:
        """Do a command now or keep it; gives what is to be answered."""
        match command.name:
            case b"\x10\x04":
                return bytes((self._status(command.body[0]),))
            case b"\x10\x14" if command.body == _CLEAR:
                self._held.clear()
                return b"\x37\x25\0"
            case b"\x10\x14" | b"\x10\x05":
                return b""
        self._held.append(command)
        return self.go_on()

    def go_on(self) -> bytes:
        """Do what is held, as far as the state allows."""
        answers = b""
        while self._held and self._can_print():
            answers += self._do(self._held.popleft())
        return answers

    def _can_print(self) -> bool:
        now = self.troubles
        return not (now.paper_out or now.cover_open or now.offline or self.roll.out)

    def _do(self, command: Command) -> bytes:
        match command.name:
            case b"\x1dv0":
                self._picture(command)
            case b"\x1bJ":
                self._feed(command.body[0])
            case b"\x1bd":
                self._feed(command.body[0] * _LINE)
            case b"" if command.body == b"\n":
                self._feed(_LINE)
            case b"\x1dV":
                self.roll.cut()
            case b"\x1dr":
                return bytes((0x03 if self.troubles.paper_low else 0x00,))
            case b"\x1d(H" if command.body[2:4] == b"00":
                return b"\x37\x22" + command.body[4:8] + b"\0"
        return b""

    def _picture(self, command: Command) -> None:
        """Row by row; where the roll ends, the rest waits for the next one."""
        head, dots = command.body[:5], command.body[5:]
        width = int.from_bytes(head[1:3], "little")
        for at in range(0, len(dots), width):
            if self.roll.out:
                rest = dots[at:]
                rows = (len(rest) // width).to_bytes(2, "little")
                self._held.appendleft(Command(command.name, head[:3] + rows + rest))
                return
            self.roll.put(dots[at : at + width])

    def _feed(self, rows: int) -> None:
        for _ in range(rows):
            if not self.roll.out:
                self.roll.put(b"")

    def _status(self, number: int) -> int:
        now = self.troubles
        no_paper = now.paper_out or self.roll.out
        flags = {
            1: 0x08 if not self._can_print() else 0,
            2: (0x04 if now.cover_open else 0) | (0x20 if no_paper else 0),
            4: (0x60 if no_paper else 0) | (0x0C if now.paper_low else 0),
        }
        return 0x12 | flags.get(number, 0)
