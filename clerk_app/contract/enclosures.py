"""Enclosures as files: AEAD chunks of 256 KiB under a key of their own, the same bytes on disk and on the wire.

Chunk ``i`` is ChaCha20-Poly1305 with nonce ``i`` (12 bytes, big-endian) and associated data ``sha256 ‖ i ‖ last``,
so that chunks can be neither swapped nor cut off unnoticed. An upload begins with the file key sealed to the centre.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from clerk_app.contract.keys import SEAL_OVERHEAD, SealingKey, seal
from clerk_app.domain.errors import Damaged

CHUNK = 256 * 1024
TAG = 16
LARGEST = 100 * 1024 * 1024
"""Plain bytes of the largest file: what a desk takes, and a centre must."""
KEY_WRAP_BYTES = 32 + SEAL_OVERHEAD
OFFSET_HEADER = "Upload-Offset"
_INFO = b"salter enclosure 1"


def seal_chunks(key: bytes, sha256: bytes, plain: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Encrypt pieces of exactly ``CHUNK`` bytes (the last may be shorter) of a file of ``size`` bytes."""
    cipher = ChaCha20Poly1305(key)
    last = max(0, (size - 1) // CHUNK)
    for index, piece in enumerate(plain):
        yield cipher.encrypt(_nonce(index), piece, _bound(sha256, index, last=index == last))


def open_chunk(key: bytes, sha256: bytes, index: int, sealed: bytes, size: int) -> bytes:
    """Decrypt chunk ``index`` of a file of ``size`` plain bytes; raises ``Damaged('enclosure_damaged')``."""
    last = max(0, (size - 1) // CHUNK)
    try:
        return ChaCha20Poly1305(key).decrypt(_nonce(index), sealed, _bound(sha256, index, last=index == last))
    except InvalidTag as error:
        raise Damaged("enclosure_damaged") from error


def sealed_size(size: int) -> int:
    """Bytes that a file of ``size`` plain bytes takes once sealed (without the key wrap)."""
    return size + TAG * (max(0, (size - 1) // CHUNK) + 1)


def upload_size(size: int) -> int:
    """Bytes of the whole upload of a file of ``size`` plain bytes: the key wrap and the sealed chunks."""
    return KEY_WRAP_BYTES + sealed_size(size)


def wrap_key(key: bytes, centre_public: bytes, sha256: bytes) -> bytes:
    """The file key sealed to the centre: the first ``KEY_WRAP_BYTES`` bytes of an upload."""
    return seal(centre_public, key, _INFO + sha256)


def unwrap_key(wrap: bytes, centre: SealingKey, sha256: bytes) -> bytes:
    """Undo ``wrap_key`` at the centre; raises ``Damaged('seal_broken')``."""
    return centre.open(wrap, _INFO + sha256)


def _nonce(index: int) -> bytes:
    return struct.pack(">IQ", 0, index)


def _bound(sha256: bytes, index: int, *, last: bool) -> bytes:
    return sha256 + struct.pack(">Q?", index, last)
