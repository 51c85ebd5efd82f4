"""What the PC/SC service answers, in the words of the counter. Source: PC/SC part 5, winscard error codes."""

from __future__ import annotations

from clerk_app.domain.errors import Unavailable

_SUCCESS = 0
_CANCELLED = 0x80100002
_TIMEOUT = 0x8010000A
_NO_READER = (0x80100009, 0x80100017, 0x8010002E)

_CODES = {
    0x80100003: "card_no_service",  # a handle of a service that has ended since
    0x8010001D: "card_no_service",
    0x8010001E: "card_no_service",
    0x80100013: "card_no_service",
    **dict.fromkeys(_NO_READER, "card_no_reader"),
    0x8010000B: "card_busy",
    0x8010000C: "card_removed",
    0x80100069: "card_removed",
    0x8010000F: "card_unknown",  # it speaks neither T=0 nor T=1
    0x80100016: "card_interrupted",
    0x8010002F: "card_interrupted",
    0x80100065: "card_unsupported",
    0x80100066: "card_unresponsive",
    0x80100067: "card_unpowered",
    0x80100068: "card_reset",
}


def succeeded(result: int) -> bool:
    """The service did what was asked."""
    return result == _SUCCESS


def nothing_happened(result: int) -> bool:
    """A wait ended by its timeout or by our own hand."""
    return _unsigned(result) in (_TIMEOUT, _CANCELLED)


def no_reader(result: int) -> bool:
    """The reader meant, or every reader, is not there."""
    return _unsigned(result) in _NO_READER


def code_of(result: int) -> str:
    """The code that the interface words; what has no words of its own is a fault of the reader."""
    return _CODES.get(_unsigned(result), "card_reader_fault")


def check(result: int) -> None:
    """Raises ``Unavailable`` unless the service did what was asked; ``result`` keeps what it said, for the log."""
    if not succeeded(result):
        raise Unavailable(code_of(result), result=f"{_unsigned(result):08X}")


def _unsigned(result: int) -> int:
    """Some builds of the binding give the result as a negative number."""
    return result & 0xFFFFFFFF
