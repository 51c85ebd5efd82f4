"""The password for the proxy, on the keyring of the operating system and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from keyring.backend import KeyringBackend

from clerk_app.domain.errors import Unavailable
from clerk_app.settings.ring_text import RingText
from clerk_app.settings.rings import find_ring

SERVICE = "Salter proxy password"
PATIENCE = 5.0


class ProxySecret:
    """Kept under ``account``; both methods raise ``Unavailable`` as ``RingText``."""

    def __init__(
        self, account: str, *, find: Callable[[], KeyringBackend] = find_ring, patience: float = PATIENCE
    ) -> None:
        self._text = RingText(SERVICE, account, find=find, patience=patience)

    def read(self) -> str:
        """The password, empty where there is none."""
        return self._text.read() or ""

    def write(self, password: str) -> None:
        """Keep it, and read it back; raises ``Unavailable('vault_not_kept')`` if it is not there then."""
        self._text.write(password)
        if self.read() != password:
            raise Unavailable("vault_not_kept")
