"""The pages of a desk's file and of its write-ahead log as they lie on the disk, decrypted without asking SQLite.

SQLCipher 4 with a raw key: each page is AES-256 in CBC mode, followed by its vector and an HMAC; the first page begins
with a salt. What SQLite no longer counts to the database is read like the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE, _SEAL, _VECTOR, _SALT = 2048, 32, 16, 16
_LOG_HEAD, _FRAME_HEAD = 32, 24


def pages(path: Path, key: bytes) -> bytes:
    """Everything that lies in the file and in its log, one page after the other."""
    return b"".join((*_of_file(path, key), *_of_log(path.with_name(f"{path.name}-wal"), key)))


def _of_file(path: Path, key: bytes) -> Iterator[bytes]:
    raw = path.read_bytes()
    for place in range(0, len(raw), _PAGE):
        yield _plain(raw[place : place + _PAGE], key, is_first=place == 0)


def _of_log(path: Path, key: bytes) -> Iterator[bytes]:
    raw = path.read_bytes() if path.exists() else b""
    for place in range(_LOG_HEAD, len(raw), _FRAME_HEAD + _PAGE):
        number = int.from_bytes(raw[place : place + 4])
        page = raw[place + _FRAME_HEAD : place + _FRAME_HEAD + _PAGE]
        if len(page) == _PAGE:
            yield _plain(page, key, is_first=number == 1)


def _plain(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    sealed = page[_SALT if is_first else 0 : _PAGE - _VECTOR - _SEAL]
    vector = page[_PAGE - _VECTOR - _SEAL : _PAGE - _SEAL]
    opener = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opener.update(sealed) + opener.finalize()
