"""Port: where keys are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Vault(Protocol):
    """Keeps the desk secret (32 bytes) outside our files: the keyring of the operating system."""

    is_demo: bool

    def read(self) -> bytes | None:
        """The secret, or nothing when there is none yet; raises ``Unavailable`` with the reason."""

    def write(self, secret: bytes) -> None:
        """Keep the secret, and read it back; raises ``Unavailable`` with the reason."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the journal of a desk had come at some moment: its last entry then, by number and hash (32 bytes)."""

    desk: str
    seq: int
    hash: bytes


class HighMark(Protocol):
    """Remembers a mark outside our files, so that an old copy of them can be told from the newest."""

    def read(self) -> Mark | None:
        """What was marked last, or nothing that can be read as a mark; raises ``Unavailable``."""

    def write(self, mark: Mark) -> None:
        """Keep it in place of the one before; raises ``Unavailable``."""


class Wraps(Protocol):
    """The database key, wrapped for each clerk."""

    def has(self, user: str) -> bool:
        """Whether this clerk can open the desk without the centre."""

    def unwrap(self, user: str, password: str) -> bytes:
        """The database key; raises ``SignIn`` (``password_wrong``, ``password_wait``, ``no_wrap``)."""

    def add(self, user: str, password: str, key: bytes) -> None:
        """Wrap the key for a clerk, replacing an earlier wrap."""
