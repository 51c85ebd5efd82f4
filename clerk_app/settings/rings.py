"""Which keyring of the operating system may keep the desk secret; everything else is refused by name (fail closed)."""

from __future__ import annotations

from collections.abc import Sequence

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, chainer, fail, kwallet, macOS, null

from clerk_app.domain.errors import Unavailable

REAL_RINGS: tuple[type[KeyringBackend], ...] = (
    Windows.WinVaultKeyring,
    macOS.Keyring,
    SecretService.Keyring,
    kwallet.DBusKeyring,
)
_OPEN_STORES = "keyrings.alt"


def find_ring() -> KeyringBackend:
    """The keyring that this account has, as the keyring library and its configuration choose it.

    The library asks only once a run; a service that came up after that is looked for here. Raises ``Unavailable``.
    """
    chosen = keyring.get_keyring()
    try:
        return real_ring(chosen)
    except Unavailable as refusal:
        if refusal.code != "vault_none":
            raise
        for ring in REAL_RINGS:
            if ring.viable:
                return ring()
        raise


def real_ring(chosen: KeyringBackend) -> KeyringBackend:
    """``chosen`` itself, or the first real ring of a chain.

    Raises ``Unavailable``: ``vault_plaintext`` (keeps secrets in the open), ``vault_null`` (keeps nothing),
    ``vault_none`` (there is none), ``vault_unknown`` (one that we do not know).
    """
    if isinstance(chosen, REAL_RINGS):
        return chosen
    if isinstance(chosen, chainer.ChainerBackend):
        return _first_real(type(chosen).backends)
    kind = type(chosen)
    if kind.__module__.startswith(_OPEN_STORES):
        raise Unavailable("vault_plaintext")
    if isinstance(chosen, null.Keyring):
        raise Unavailable("vault_null")
    if isinstance(chosen, fail.Keyring):
        raise Unavailable("vault_none")
    raise Unavailable("vault_unknown", ring=f"{kind.__module__}.{kind.__qualname__}")


def _first_real(links: Sequence[KeyringBackend]) -> KeyringBackend:
    """The first real ring of a chain; a chain without one is refused for the reason of its first link."""
    for link in links:
        if isinstance(link, REAL_RINGS):
            return link
    if not links:
        raise Unavailable("vault_none")
    return real_ring(links[0])
