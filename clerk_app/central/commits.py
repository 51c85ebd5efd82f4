"""What this process commits, counted: whoever keeps what a database said can tell whether it may say more by now."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Commits:
    """Entered around each commit; ``mark`` is the same twice only where none was begun or done in between."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._under_way = self._done = 0
        self._told: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        with self._guard:
            self._under_way += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            self._under_way -= 1
            self._done += 1  # one that failed too: nobody knows what the server has done of it
        for tell in self._told:
            tell()

    def mark(self) -> int | None:
        """How many there were; nothing while one is under way, for it may or may not be seen already."""
        with self._guard:
            return None if self._under_way else self._done

    def hear(self, tell: Callable[[], None]) -> None:
        """Let ``tell`` be called after each, from whatever thread made it; it must not wait."""
        self._told.append(tell)
