"""Papers handed to the system's viewer: the one place where somebody's data lies in the open, and not for long."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class ShownPapers:
    """PDFs in a folder that only this account reads; emptied at start (after a kill), at lock, sign-out and end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.clear()

    def keep(self, name: str, pdf: bytes) -> Path:
        """Write a paper under a name that says nothing of a person, and give its path."""
        self._made += 1
        path = self._folder / f"{name}-{self._made}.pdf"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(pdf)
        return path

    def clear(self) -> None:
        """Delete every paper; one that the viewer holds fast (Windows) goes the next time."""
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                path.unlink()
