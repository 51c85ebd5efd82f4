"""The desk secret on the keyring of the operating system, or, in a demo and said so on screen, in a file."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from pathlib import Path

from keyring.backend import KeyringBackend

from clerk_app.domain.errors import Damaged, Unavailable
from clerk_app.settings.durable_file import read_file, replace_file
from clerk_app.settings.ring_text import RingText
from clerk_app.settings.rings import find_ring

SECRET_BYTES = 32
SERVICE = "Salter desk secret"
PATIENCE = 20.0


class KeyringVault:
    """Keeps the desk secret under ``account`` of a real keyring; all methods raise ``Unavailable`` as ``RingText``."""

    is_demo = False

    def __init__(
        self, account: str, *, find: Callable[[], KeyringBackend] = find_ring, patience: float = PATIENCE
    ) -> None:
        self._text = RingText(SERVICE, account, find=find, patience=patience)

    def read(self) -> bytes | None:
        """The secret, or nothing when there is none yet; raises ``Damaged('vault_content')`` if it is not ours."""
        text = self._text.read()
        return None if text is None else _decoded(text)

    def write(self, secret: bytes) -> None:
        """Keep the secret and read it back; raises ``Unavailable('vault_not_kept')`` if it is not there then."""
        text = _encoded(secret)
        self._text.write(text)
        if self._text.read() != text:
            raise Unavailable("vault_not_kept")


class DemoVault:
    """Keeps the secret of a demo in a file that only its owner can read: nothing real may ever depend on it."""

    is_demo = True

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> bytes | None:
        """The secret, or nothing when there is none yet."""
        data = read_file(self._path)
        return None if data is None else _decoded(data.decode("ascii", errors="replace"))

    def write(self, secret: bytes) -> None:
        """Keep the secret."""
        replace_file(self._path, _encoded(secret).encode())


def _encoded(secret: bytes) -> str:
    """Base64 of the secret, 44 characters: short enough for every ring (Windows keeps 1280)."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a desk secret has {SECRET_BYTES} bytes")
    return base64.b64encode(secret).decode()


def _decoded(text: str) -> bytes:
    """The secret from its Base64, or ``Damaged('vault_content')``."""
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Damaged("vault_content") from error
    if len(secret) != SECRET_BYTES:
        raise Damaged("vault_content")
    return secret
