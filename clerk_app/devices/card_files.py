"""How the files of the identity card are laid out: a header, then records of tag, length and value."""

from __future__ import annotations

import struct
from collections.abc import Iterator

HEADER = struct.Struct("<HH")
LARGEST_FILE = 32 * 1024  # beyond it READ BINARY has no offset to say; the largest issued file has 8 KB
_PADDING = 0xFFFF


class Malformed(ValueError):
    """The bytes do not have the shape that every issued card has."""


def content_length(head: bytes) -> int:
    """Length of what follows the header of a file; raises ``Malformed`` where no such file can exist."""
    if len(head) < HEADER.size:
        raise Malformed(f"a header of {len(head)} bytes")
    _tag, length = HEADER.unpack_from(head)
    if not 0 < length <= LARGEST_FILE - HEADER.size:
        raise Malformed(f"a file of {length} bytes")
    return int(length)


def records(content: bytes) -> dict[int, bytes]:
    """Values by tag; trailing padding is skipped, a record that runs over the end raises ``Malformed``."""
    return dict(_walk(content))


def _walk(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + HEADER.size <= len(content):
        tag, length = HEADER.unpack_from(content, at)
        if tag == length == _PADDING:
            return
        at += HEADER.size
        if at + length > len(content):
            raise Malformed(f"record {tag} runs over the end")
        yield tag, content[at : at + length]
        at += length


def jpeg(content: bytes) -> bytes:
    """The portrait: starts at the JPEG mark within the first bytes, behind a record header that tells its length."""
    start = content.find(b"\xff\xd8", 0, 16)
    if start < 0:
        raise Malformed("no picture in the portrait file")
    length = len(content) - start
    if start >= HEADER.size:
        _tag, told = HEADER.unpack_from(content, start - HEADER.size)
        length = min(length, told or length)
    return content[start : start + length]
