"""A small file that only the holder of the desk secret can read or change.

Layout: ``SLT1``, 8 bytes that name the secret (they tell a lost keyring from a damaged file), a nonce of 12 bytes, and
AES-256-GCM over the content under a key of its own for each purpose (HKDF-SHA256 of the secret), bound to the head.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clerk_app.domain.errors import Damaged
from clerk_app.settings.durable_file import read_file, replace_file

_MAGIC = b"SLT1"
_NAME_END = len(_MAGIC) + 8
_HEAD_END = _NAME_END + 12


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a sealed file is for: its name, which makes its key, and the codes of its two ways to be unusable."""

    name: str
    damaged: str
    foreign: str


def derived(secret: bytes, purpose: str, length: int = 32) -> bytes:
    """A key of its own for one purpose."""
    info = b"salter " + purpose.encode() + b" 1"
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(secret)


def write_sealed(path: Path, secret: bytes, purpose: Purpose, content: bytes) -> None:
    """Seal ``content`` and put it in place of ``path`` durably; raises ``Unavailable``."""
    head = _MAGIC + derived(secret, "secret name", 8) + os.urandom(12)
    sealed = AESGCM(derived(secret, purpose.name)).encrypt(head[_NAME_END:], content, head)
    replace_file(path, head + sealed)


def read_sealed(path: Path, secret: bytes, purpose: Purpose) -> bytes | None:
    """The content, or ``None`` where there is no file.

    Raises ``Damaged`` with the purpose's code: sealed under another secret than the keyring gave, or not whole; and
    ``Unavailable('file_not_read')``.
    """
    data = read_file(path)
    if data is None:
        return None
    head, sealed = data[:_HEAD_END], data[_HEAD_END:]
    if len(head) < _HEAD_END or not head.startswith(_MAGIC):
        raise Damaged(purpose.damaged)
    if head[len(_MAGIC) : _NAME_END] != derived(secret, "secret name", 8):
        raise Damaged(purpose.foreign)
    try:
        return AESGCM(derived(secret, purpose.name)).decrypt(head[_NAME_END:], sealed, head)
    except (InvalidTag, ValueError) as error:
        raise Damaged(purpose.damaged) from error
