"""One process per desk file: a lock that the operating system drops by itself when its holder dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from clerk_app.domain.errors import Unavailable


class FileLock:
    """Holds ``<file>.lock`` from construction to ``release``; raises ``Unavailable('second_copy')`` when taken."""

    def __init__(self, path: Path) -> None:
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError as error:
            self.release()
            raise Unavailable("second_copy") from error

    def release(self) -> None:
        """Let another copy of the program open the desk; the file itself stays, as removing it would race."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def lock_of(database: Path) -> Path:
    """The lock that goes with the file of a desk."""
    return database.with_name(f"{database.name}.lock")


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
