"""Journal entries: the header that stays, the commitment to an erasable body, and the chain."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When something happened, by every clock there is.

    ``at``: microseconds since the epoch, UTC, as this desk's clock had it. ``boot``: 8 random bytes of this run of the
    machine. ``mono``: milliseconds on the monotonic clock. ``offset``: milliseconds that the centre's clock is ahead,
    if known, and ``offset_age``, seconds since that was learned.
    """

    at: int
    boot: bytes
    mono: int
    offset: int | None = None
    offset_age: int | None = None

    @property
    def corrected(self) -> int:
        """The moment by the centre's clock, as far as that is known."""
        return self.at + (self.offset or 0) * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stays of an entry when its body is erased; it holds no personal data."""

    desk: str
    seq: int
    kind: str
    version: int
    subject: bytes
    stamp: Stamp
    grant: str
    commitment: bytes
    prev: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A header with the hash that chains it, and the body and salt while they are kept (``None`` once erased)."""

    header: Header
    hash: bytes
    salt: bytes | None
    body: bytes | None


def entry_id(desk: str, seq: int) -> bytes:
    """The 16 bytes that name an entry everywhere (a UUIDv8, RFC 9562, of desk and sequence): the idempotency key."""
    digest = hashlib.sha256(b"salter entry\0" + desk.encode() + b"\0" + struct.pack(">Q", seq)).digest()
    marked = bytearray(digest[:16])
    marked[6] = (marked[6] & 0x0F) | 0x80
    marked[8] = (marked[8] & 0x3F) | 0x80
    return bytes(marked)


def commitment(salt: bytes, identity: bytes, body: bytes) -> bytes:
    """SHA-256 over salt, entry id and canonical body: proves the body while it exists, tells nothing after."""
    return hashlib.sha256(salt + identity + body).digest()


def header_hash(header: Header) -> bytes:
    """SHA-256 over every field of the header, each length-prefixed, with the hash of the entry before it."""
    stamp = header.stamp
    numbers = struct.pack(
        ">QIqqqq",
        header.seq,
        header.version,
        stamp.at,
        stamp.mono,
        _absent(stamp.offset),
        _absent(stamp.offset_age),
    )
    texts = (header.desk.encode(), header.kind.encode(), header.grant.encode())
    parts = (*texts, header.subject, stamp.boot, header.commitment, header.prev)
    named = b"".join([len(part).to_bytes(2) + part for part in parts])
    return hashlib.sha256(b"salter header 1\0" + numbers + named).digest()


def _absent(value: int | None) -> int:
    """Write a missing number as the one value that no clock gives."""
    return -(2**63) if value is None else value


def seal_entry(header: Header, salt: bytes, body: bytes) -> Entry:
    """Close an entry: its hash chains it to the one before."""
    return Entry(header=header, hash=header_hash(header), salt=salt, body=body)
