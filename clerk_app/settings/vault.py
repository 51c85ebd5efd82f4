"""The desk secret on the keyring of the operating system, or, in a demo and said so on screen, in a file."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, kwallet
from keyring.errors import InitError, KeyringError, KeyringLocked

from clerk_app.domain.errors import CounterError, Damaged, Unavailable
from clerk_app.settings.bounded_call import call_within
from clerk_app.settings.durable_file import read_file, replace_file
from clerk_app.settings.rings import find_ring

SECRET_BYTES = 32
SERVICE = "Salter desk secret"
PATIENCE = 20.0


class KeyringVault:
    """Keeps the desk secret under ``account`` of a real keyring.

    Every call waits ``patience`` seconds at most, because a ring may be asking the user for its password. All methods
    raise ``Unavailable``: ``vault_none``, ``vault_plaintext``, ``vault_null``, ``vault_unknown``, ``vault_locked``,
    ``vault_silent`` (no answer in time), ``vault_failed``.
    """

    is_demo = False

    def __init__(
        self, account: str, *, find: Callable[[], KeyringBackend] = find_ring, patience: float = PATIENCE
    ) -> None:
        self._account = account
        self._find = find
        self._patience = patience

    def read(self) -> bytes | None:
        """The secret, or nothing when there is none yet; raises ``Damaged('vault_content')`` if it is not ours."""
        text = self._ask(lambda ring: ring.get_password(SERVICE, self._account))
        return None if text is None else _decoded(text)

    def write(self, secret: bytes) -> None:
        """Keep the secret and read it back; raises ``Unavailable('vault_not_kept')`` if it is not there then."""
        text = _encoded(secret)
        self._ask(lambda ring: ring.set_password(SERVICE, self._account, text))
        if self._ask(lambda ring: ring.get_password(SERVICE, self._account)) != text:
            raise Unavailable("vault_not_kept")

    def _ask[T](self, work: Callable[[KeyringBackend], T]) -> T:
        """Let the ring do something, and translate what goes wrong."""
        try:
            return call_within(self._patience, lambda: work(self._find()), name="vault")
        except CounterError:
            raise
        except TimeoutError as error:
            raise Unavailable("vault_silent", seconds=round(self._patience)) from error
        except _LOCKED as error:
            raise Unavailable("vault_locked") from error
        except _FOREIGN as error:
            raise Unavailable("vault_failed", kind=type(error).__name__) from error


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


def _errors_of(module: object, path: str) -> tuple[type[Exception], ...]:
    """An exception class that a ring raises untranslated, where the library of that ring is on this system."""
    found: object = module
    for name in path.split("."):
        found = getattr(found, name, None)
    return (found,) if isinstance(found, type) and issubclass(found, Exception) else ()


_LOCKED: tuple[type[Exception], ...] = (
    KeyringLocked,
    InitError,  # the collection was neither open nor could it be opened
    *_errors_of(SecretService, "exceptions.LockedException"),
    *_errors_of(SecretService, "exceptions.PromptDismissedException"),
)
_FOREIGN: tuple[type[Exception], ...] = (
    KeyringError,
    OSError,
    EOFError,
    RuntimeError,
    *_errors_of(SecretService, "exceptions.SecretStorageException"),
    *_errors_of(SecretService, "secretstorage.util.DBusErrorResponse"),
    *_errors_of(kwallet, "dbus.DBusException"),
    *_errors_of(Windows, "pywintypes.error"),
)
