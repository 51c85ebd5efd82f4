"""How far the journal had come, outside the desk's folder: on the keyring, or, in a demo, in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from keyring.backend import KeyringBackend

from clerk_app.ports.keys import Mark
from clerk_app.settings.durable_file import read_file, replace_file
from clerk_app.settings.ring_text import RingText
from clerk_app.settings.rings import find_ring

SERVICE = "Salter journal mark"
PATIENCE = 5.0


class KeyringMark:
    """The port ``HighMark`` under ``account`` of a real keyring; raises ``Unavailable`` as ``RingText``."""

    def __init__(
        self, account: str, *, find: Callable[[], KeyringBackend] = find_ring, patience: float = PATIENCE
    ) -> None:
        self._text = RingText(SERVICE, account, find=find, patience=patience)

    def read(self) -> Mark | None:
        """What was marked last."""
        return _mark(self._text.read() or "")

    def write(self, mark: Mark) -> None:
        """Keep it; a ring that forgets it costs nothing but the notice."""
        self._text.write(_text(mark))


class DemoMark:
    """Keeps the mark of a demo in a file of its folder: it goes the same way through the program, and is as old."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Mark | None:
        """What was marked last."""
        return _mark((read_file(self._path) or b"").decode("ascii", errors="replace"))

    def write(self, mark: Mark) -> None:
        """Keep it."""
        replace_file(self._path, _text(mark).encode())


def _text(mark: Mark) -> str:
    return f"{mark.desk} {mark.seq} {mark.hash.hex()}"


def _mark(text: str) -> Mark | None:
    """What a text says; anything that was not written here says nothing."""
    try:
        desk, seq, own = text.split(" ")
        return Mark(desk, int(seq), bytes.fromhex(own))
    except ValueError:
        return None
