"""Port: copies of the desk file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.lanes import Progress, untold


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A copy that is on disk and verifies: where it lies, how many entries its chain has, and its bytes."""

    path: Path
    entries: int
    size: int


class Copies(Protocol):
    """Makes copies of the whole file while the desk works, under the same key."""

    def make(self, target: Path, told: Progress = untold) -> Copied:
        """Copy, verify the copy, and only then give it its name; never over another file.

        Raises ``Refused('copy_is_there')``, ``Unavailable`` (``copy_not_written``, ``disk_full``…),
        ``Damaged('copy_damaged')`` and what ``told`` raises; nothing is left of a copy that was not finished.
        """
