"""Reference data: catalogue, municipality and desks, by version, at start, after sign-in and every few hours."""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.ports.centre import CentreFiles
from clerk_app.ports.outbox import Reference
from clerk_app.sync.write import Write


class ReferenceChore:
    """Fetches what is newer than what is kept; ``changed`` gets the names of the items that came."""

    name = "reference"
    every = 4 * 3600.0

    def __init__(
        self, files: CentreFiles, kept: Reference, write: Write, changed: Callable[[frozenset[str]], None]
    ) -> None:
        self._files = files
        self._kept = kept
        self._write = write
        self._changed = changed

    def run(self, pause: Callable[[], None]) -> None:
        """Fetch and keep; raises ``Damaged('reference_forged')``, and then nothing was kept."""
        pause()
        items = self._files.reference(self._write(self._kept.known))
        if items:
            self._write(lambda: self._kept.keep(items))
            self._changed(frozenset(item.name for item in items))
