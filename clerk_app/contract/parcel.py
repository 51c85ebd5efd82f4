"""Parcels: entries packed, sealed once and signed once, the same bytes by any carrier.

Layout (integers big-endian), specified with test vectors in ``docs/contract/parcel.md``::

    4  magic "SLP1"            8  sending number of the first entry, 0 = outside the count (spool, stick)
    1  length of desk code     2  number of entries
    n  desk code               8  replica position that the desk has reached
    8  highest entry sequence inside, and 32 its hash: the chain head at that entry
    8  first and 1 count of the entries that it is packed against (history), 1 version of the dictionary; 0 = none
    1  number of key wraps, each 8 key id + 80 wrapped content key (HPKE)
    4  length of the sealed body, then the body (ChaCha20-Poly1305 under the content key, header as associated data)
    64 Ed25519 signature of the desk over everything before it

On a stream each parcel is preceded by its length as 4 bytes.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from clerk_app.contract import content
from clerk_app.contract.entries import EntryRow
from clerk_app.contract.keys import SIGNATURE_BYTES, SealingKey, SigningKey, key_id, seal, verifies
from clerk_app.contract.packing import History
from clerk_app.domain.errors import Damaged, Invalid

MAGIC = b"SLP1"
MOST_BYTES = 1024 * 1024
_INFO = b"salter parcel 1"
_NUMBERS = struct.Struct(">QHQQ32sQBB")
_WRAP_BYTES = 80
_ZERO_NONCE = bytes(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelHead:
    """What a carrier can read of a parcel: desk, sizes and numbers, nothing else."""

    desk: str
    first: int
    count: int
    position: int
    chain_seq: int
    chain_head: bytes
    base_first: int = 0
    base_count: int = 0
    dictionary: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A parcel taken apart but not opened."""

    head: ParcelHead
    wraps: tuple[tuple[bytes, bytes], ...]
    signed: bytes
    header: bytes
    body: bytes
    signature: bytes

    def signed_by(self, public: bytes) -> bool:
        """Whether the desk with this public key made the parcel."""
        return verifies(public, self.signature, self.signed)

    @property
    def packed_alone(self) -> bool:
        """Whether nothing else is needed to unpack it."""
        return not self.head.base_count and not self.head.dictionary

    def open(self, key: SealingKey, history: History | None = None) -> list[EntryRow]:
        """Unseal and unpack the entries, against what the header names.

        Raises ``Damaged('seal_broken')`` or ``Invalid('malformed')``.
        """
        name = key_id(key.public)
        wrap = next((wrap for identity, wrap in self.wraps if identity == name), None)
        if wrap is None:
            raise Damaged("seal_not_ours")
        try:
            opened = ChaCha20Poly1305(key.open(wrap, _INFO)).decrypt(_ZERO_NONCE, self.body, self.header)
        except InvalidTag as error:
            raise Damaged("seal_broken") from error
        rows = content.unpack(opened, None if self.packed_alone else history)
        if len(rows) != self.head.count:
            raise Invalid("malformed", what="parcel", where="count")
        return rows


def make(
    head: ParcelHead,
    rows: list[EntryRow],
    recipients: list[bytes],
    signer: SigningKey,
    pack: Callable[[list[EntryRow]], bytes] = content.pack_alone,
) -> bytes:
    """Pack, seal to every recipient's public key, and sign; the content key is fresh, so its nonce may be zero."""
    content_key = secrets.token_bytes(32)
    header = _write_head(head, [(key_id(public), seal(public, content_key, _INFO)) for public in recipients])
    body = ChaCha20Poly1305(content_key).encrypt(_ZERO_NONCE, pack(rows), header)
    signed = header + struct.pack(">I", len(body)) + body
    return signed + signer.sign(signed)


def _write_head(head: ParcelHead, wraps: list[tuple[bytes, bytes]]) -> bytes:
    desk = head.desk.encode("ascii")
    numbers = _NUMBERS.pack(
        head.first,
        head.count,
        head.position,
        head.chain_seq,
        head.chain_head,
        head.base_first,
        head.base_count,
        head.dictionary,
    )
    keys = b"".join(identity + wrap for identity, wrap in wraps)
    return MAGIC + bytes([len(desk)]) + desk + numbers + bytes([len(wraps)]) + keys


def take_apart(raw: bytes) -> Parcel:
    """Read a parcel's layout without opening it; raises ``Invalid('malformed')``."""
    try:
        return _take_apart(raw)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Invalid("malformed", what="parcel", where="layout") from error


def _take_apart(raw: bytes) -> Parcel:
    if raw[:4] != MAGIC:
        raise Invalid("malformed", what="parcel", where="magic")
    place = 5 + raw[4]
    desk = raw[5:place].decode("ascii")
    head = _read_head(desk, raw, place)
    place += _NUMBERS.size
    wraps = []
    count, place = raw[place], place + 1
    for _ in range(count):
        wraps.append((raw[place : place + 8], raw[place + 8 : place + 8 + _WRAP_BYTES]))
        place += 8 + _WRAP_BYTES
    (length,) = struct.unpack_from(">I", raw, place)
    end = place + 4 + length
    if len(raw) != end + SIGNATURE_BYTES:
        raise Invalid("malformed", what="parcel", where="length")
    return Parcel(
        head=head,
        wraps=tuple(wraps),
        signed=raw[:end],
        header=raw[:place],
        body=raw[place + 4 : end],
        signature=raw[end:],
    )


def _read_head(desk: str, raw: bytes, place: int) -> ParcelHead:
    first, count, position, chain_seq, chain_head, base_first, base_count, dictionary = _NUMBERS.unpack_from(raw, place)
    return ParcelHead(
        desk=desk,
        first=first,
        count=count,
        position=position,
        chain_seq=chain_seq,
        chain_head=chain_head,
        base_first=base_first,
        base_count=base_count,
        dictionary=dictionary,
    )


def framed(raw: bytes) -> bytes:
    """A parcel, or an answer, as it stands on a stream: its length, then its bytes."""
    return struct.pack(">I", len(raw)) + raw


def split(chunks: Iterable[bytes], most: int = MOST_BYTES) -> Iterator[bytes]:
    """Cut a byte stream back into framed pieces; a tail that was cut off is dropped by the caller's design.

    Raises ``Invalid('too_large')`` for a piece over ``most`` bytes.
    """
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= 4:
            (length,) = struct.unpack_from(">I", held)
            if length > most:
                raise Invalid("too_large", what="parcel")
            if len(held) < 4 + length:
                break
            yield bytes(held[4 : 4 + length])
            del held[: 4 + length]
