"""Cuts what a receipt printer receives into commands (ESC/POS)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_LENGTHS = {
    b"\x10\x04": 3,  # DLE EOT n
    b"\x10\x05": 3,  # DLE ENQ n
    b"\x1b@": 2,
    b"\x1b2": 2,
    b"\x1bp": 5,
    b"\x1dL": 4,
    b"\x1dW": 4,
    b"\x1dP": 4,
}
_USUAL_LENGTH = 3  # ESC and GS with one parameter
_PULSES = {1: 5, 2: 5, 8: 10}  # DLE DC4 fn


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name without parameters, and the parameters; text and line feeds have the name ``b""``."""

    name: bytes
    body: bytes = field(repr=False)


class EscposStream:
    """Holds the beginning of a command until the rest of it comes."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> Iterator[Command]:
        """All commands that are whole now."""
        self._held += data
        while self._held:
            length = _length(self._held)
            if length is None or len(self._held) < length:
                return
            whole, self._held = self._held[:length], self._held[length:]
            yield _command(whole)


def _command(whole: bytes) -> Command:
    if whole[:1] not in b"\x10\x1b\x1d":
        return Command(b"", whole)
    name_length = 3 if whole[:2] in (b"\x1d(", b"\x1dv") else 2
    return Command(whole[:name_length], whole[name_length:])


def _length(held: bytes) -> int | None:
    """Length of the command that ``held`` begins with; ``None`` while that cannot be told."""
    if held[:1] not in b"\x10\x1b\x1d":
        return 1
    known = _LENGTHS.get(held[:2])
    if known is not None:
        return known
    needed, measure = _MEASURED.get(held[:2], (3, lambda _held: _USUAL_LENGTH))
    return measure(held) if len(held) >= needed else None


def _little(held: bytes, at: int) -> int:
    return int.from_bytes(held[at : at + 2], "little")


_MEASURED: dict[bytes, tuple[int, Callable[[bytes], int]]] = {
    b"\x10\x14": (3, lambda held: _PULSES.get(held[2], 3)),
    b"\x1dV": (3, lambda held: 4 if held[2] in b"ABab" else 3),
    b"\x1d(": (5, lambda held: 5 + _little(held, 3)),
    b"\x1dv": (8, lambda held: 8 + _little(held, 4) * _little(held, 6)),
    b"\x1b*": (5, lambda held: 5 + (3 if held[2] >= 32 else 1) * _little(held, 3)),
}
"""By command: the bytes that must be there before its length can be told, and how it is told."""
