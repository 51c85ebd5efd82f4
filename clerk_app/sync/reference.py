"""Reference data by version (catalogue, municipality, desks): at start, every few hours, when the centre has more."""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.contract import reference
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
        self._told = 0

    def is_behind(self, revision: int) -> bool:
        """Whether the centre has come further than what is kept; the same revision is looked into once.

        Called by the thread that hears answers, and by no other.
        """
        if revision == self._told:
            return False
        self._told = revision
        return reference.revision(self._write(self._kept.known)) != revision

    def run(self, pause: Callable[[], None]) -> None:
        """Fetch and keep; raises ``Damaged('reference_forged')``, and then nothing was kept."""
        pause()
        items = self._files.reference(self._write(self._kept.known))
        if items:
            self._write(lambda: self._kept.keep(items))
            self._changed(frozenset(item.name for item in items))
