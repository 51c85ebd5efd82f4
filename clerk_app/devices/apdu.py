"""The few card commands that reading needs (ISO 7816-4), and how to follow an answer that is not complete."""

from __future__ import annotations

from collections.abc import Callable

OK = 0x9000
END_OF_FILE = 0x6282
NO_PRECISE_REASON = 0x6F00
LONGEST_READ = 255
_FOLLOW_UPS = 8

Exchange = Callable[[bytes], tuple[bytes, int]]


def select_application(aid: bytes) -> bytes:
    """SELECT by name, without asking for data back."""
    return bytes((0x00, 0xA4, 0x04, 0x00, len(aid))) + aid


def select_file(file_id: int) -> bytes:
    """SELECT by path from the root of the application; asks for the four bytes that hold the file's size."""
    return bytes((0x00, 0xA4, 0x08, 0x00, 0x02)) + file_id.to_bytes(2, "big") + b"\x04"


def read_binary(offset: int, length: int) -> bytes:
    """READ BINARY of at most 255 bytes; offsets stay below 32768, where the first bit takes another meaning."""
    return bytes((0x00, 0xB0)) + offset.to_bytes(2, "big") + bytes((length,))


def follow(exchange: Exchange, apdu: bytes) -> tuple[bytes, int]:
    """Send a command and fetch all of its answer: 61xx says that more waits, 6Cxx that the asked length was wrong."""
    data, status = exchange(apdu)
    for _ in range(_FOLLOW_UPS):
        if status >> 8 == 0x6C:
            data, status = exchange(apdu[:4] + bytes((status & 0xFF,)))
        elif status >> 8 == 0x61:
            more, status = exchange(bytes((0x00, 0xC0, 0x00, 0x00, status & 0xFF)))
            data += more
        else:
            break
    return data, status
