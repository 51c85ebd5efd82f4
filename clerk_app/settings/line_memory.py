"""What is remembered of the line from run to run: where a name was last reached, what today has brought.

That is how much went over it, and whether a clerk has paused enclosures.

A file of its own, because bytes are spent and names are looked up also while the desk file is shut.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from clerk_app.domain.errors import Unavailable
from clerk_app.settings.durable_file import read_file, replace_file

_MOST_NAMES = 8


class LineMemory:
    """Safe from any thread. A disk that takes nothing costs what is remembered, and never the line."""

    def __init__(self, path: Path, today: Callable[[], date]) -> None:
        self._path = path
        self._today = today
        self._lock = threading.Lock()
        self._addresses, self._day, self._bytes, self._paused = _read(path)

    def get(self, host: str) -> str:
        """The address at which a name was last reached, or nothing."""
        with self._lock:
            return self._addresses.get(host, "")

    def put(self, host: str, address: str) -> None:
        """Remember an address."""
        with self._lock:
            self._addresses.pop(host, None)
            self._addresses[host] = address
            while len(self._addresses) > _MOST_NAMES:
                del self._addresses[next(iter(self._addresses))]
            self._write()

    def used(self) -> int:
        """Bytes that went to and fro on this day of the wall clock."""
        with self._lock:
            return self._bytes if self._day == self._today().isoformat() else 0

    def spend(self, count: int) -> None:
        """Some more bytes went; a new day begins at nothing."""
        if not count:
            return
        with self._lock:
            day = self._today().isoformat()
            self._bytes = count + (self._bytes if self._day == day else 0)
            self._day = day
            self._write()

    def paused(self) -> bool:
        """Whether a clerk has paused enclosures on this day of the wall clock."""
        with self._lock:
            return bool(self._paused) and self._paused == self._today().isoformat()

    def pause(self, *, paused: bool) -> None:
        """Pause them until the day ends, or let them go on."""
        with self._lock:
            self._paused = self._today().isoformat() if paused else ""
            self._write()

    def _write(self) -> None:
        kept = {"addresses": self._addresses, "day": self._day, "bytes": self._bytes, "paused": self._paused}
        with contextlib.suppress(Unavailable):
            replace_file(self._path, json.dumps(kept).encode())


def _read(path: Path) -> tuple[dict[str, str], str, int, str]:
    """What the file holds; one that is unreadable or not ours holds nothing."""
    try:
        kept = json.loads(read_file(path) or b"{}")
        addresses = {str(name): str(address) for name, address in kept.get("addresses", {}).items()}
        spent = max(0, int(kept.get("bytes", 0)))
        return addresses, str(kept.get("day", "")), spent, str(kept.get("paused", ""))
    except (Unavailable, ValueError, TypeError, AttributeError):
        return {}, "", 0, ""
