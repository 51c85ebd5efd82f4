"""One short text on the keyring of the operating system: asked within a time, with errors named for the clerk."""

from __future__ import annotations

from collections.abc import Callable

from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, kwallet
from keyring.errors import InitError, KeyringError, KeyringLocked

from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.settings.bounded_call import call_within
from clerk_app.settings.rings import find_ring


class RingText:
    """The text that a real keyring keeps under ``service`` and ``account``.

    Every call waits ``patience`` seconds at most, because a ring may be asking the user for its password. Both methods
    raise ``Unavailable``: ``vault_none``, ``vault_plaintext``, ``vault_null``, ``vault_unknown``, ``vault_locked``,
    ``vault_silent`` (no answer in time), ``vault_failed``.
    """

    def __init__(
        self, service: str, account: str, *, find: Callable[[], KeyringBackend] = find_ring, patience: float
    ) -> None:
        self._service = service
        self._account = account
        self._find = find
        self._patience = patience

    def read(self) -> str | None:
        """The text, or nothing when there is none yet."""
        return self._ask(lambda ring: ring.get_password(self._service, self._account))

    def write(self, text: str) -> None:
        """Give it to the ring; whether it keeps it, ``read`` tells."""
        self._ask(lambda ring: ring.set_password(self._service, self._account, text))

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
