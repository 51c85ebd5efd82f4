"""Opening and closing the desk's file: lock, key, schema."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from clerk_app.store.database import Database
from clerk_app.store.lock import FileLock, lock_of
from clerk_app.store.migrations import migrate


class DeskFile:
    """The open file of this desk, held by this process alone.

    Raises ``Unavailable('second_copy')``, ``Damaged`` (``store_damaged``: wrong key or damage; ``store_too_new``) and
    ``Unavailable`` for a disk that fails.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        with ExitStack() as undo:
            lock = FileLock(lock_of(path))
            undo.callback(lock.release)
            self.database = Database(path, key)
            undo.callback(self.database.close)
            migrate(self.database)
            self._close = undo.pop_all()

    def close(self) -> None:
        """Close every connection, then let another process in."""
        self._close.close()

    def __enter__(self) -> DeskFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
