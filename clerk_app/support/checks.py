"""The doctor's own checks: disk, folders, clock, spool, journal, settings, vault."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from clerk_app.domain.errors import DESK_RESTORED, CounterError
from clerk_app.ports.checks import CheckResult
from clerk_app.ports.keys import Vault

_MEGABYTE = 1_000_000
_IN_GIGABYTES = 10_000


@dataclass
class DiskFree:
    """Whether the disk under ``folder`` has room; limits in megabytes."""

    folder: Path
    enough: int = 2_000
    least: int = 200
    name: str = "disk"

    def run(self) -> CheckResult:
        """Look at the free space."""
        try:
            free = shutil.disk_usage(self.folder).free // _MEGABYTE
        except OSError:
            return CheckResult("fault", "disk_unreadable", {"folder": self.folder.name})
        params = {"free": f"{free // 1000} GB" if free >= _IN_GIGABYTES else f"{free} MB"}
        if free >= self.enough:
            return CheckResult("fine", "disk_enough", params)
        return CheckResult("warning" if free >= self.least else "fault", "disk_short", params)


@dataclass
class FoldersPrivate:
    """Whether the program's folders are there, writable, and closed to other accounts."""

    folders: Sequence[Path]
    name: str = "folders"

    def run(self) -> CheckResult:
        """Look at each; the first that is wrong is reported."""
        for folder in self.folders:
            if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                return CheckResult("fault", "folder_unusable", {"folder": folder.name})
            if os.name != "nt" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
                return CheckResult("warning", "folder_open", {"folder": folder.name})
        return CheckResult("fine", "folders_private")


@dataclass
class ClockRight:
    """Whether this desk's clock agrees with the centre's; ``offset`` gives milliseconds, or nothing while unknown.

    A wrong clock is never a fault: work goes on (DESIGN §4, invariant 6).
    """

    offset: Callable[[], int | None]
    tolerated: int = 60_000
    name: str = "clock"

    def run(self) -> CheckResult:
        """Compare."""
        offset = self.offset()
        if offset is None:
            return CheckResult("fine", "clock_unknown")
        if abs(offset) <= self.tolerated:
            return CheckResult("fine", "clock_right")
        code = "clock_behind" if offset > 0 else "clock_ahead"
        return CheckResult("warning", code, {"minutes": str(max(1, round(abs(offset) / 60_000)))})


@dataclass
class SpoolKept:
    """Whether every unsent entry also lies sealed beside the database, and in the second folder where one is set.

    ``look`` gives the code of what failed, empty where nothing did, and nothing while the file is shut.
    """

    look: Callable[[], str | None]
    name: str = "spool"

    def run(self) -> CheckResult:
        """Ask; the words name the remedy for each reason."""
        trouble = self.look()
        if trouble is None:
            return CheckResult("fine", "spool_shut")
        return CheckResult("fault", f"spool_{trouble}") if trouble else CheckResult("fine", "spool_kept")


@dataclass
class JournalWhole:
    """Whether the database opens, the chain verifies, and the file is not an old copy of itself.

    ``verify`` gives the number of entries, nothing where nobody has signed in and the file is shut, and raises
    ``Damaged``. ``restored`` gives the code of the desk that has stopped for that reason, empty where none has.
    """

    verify: Callable[[], int | None]
    restored: Callable[[], str] = lambda: ""
    name: str = "journal"

    def run(self) -> CheckResult:
        """Verify all of it; an old copy may well verify."""
        if desk := self.restored():
            return CheckResult("fault", DESK_RESTORED, {"desk": desk})
        entries = self.verify()
        if entries is None:
            return CheckResult("warning", "journal_shut")
        return CheckResult("fine", "journal_whole", {"entries": str(entries)})


@dataclass
class SettingsRight:
    """Whether every setting that somebody wrote is in force."""

    problems: Sequence[CounterError]
    name: str = "settings"

    def run(self) -> CheckResult:
        """Name what is not."""
        if not self.problems:
            return CheckResult("fine", "settings_right")
        names = [str(error.params.get("setting") or error.params.get("where", "")) for error in self.problems]
        return CheckResult("warning", "settings_ignored", {"settings": ", ".join(dict.fromkeys(names))})


@dataclass
class VaultOpen:
    """Whether the desk secret can be had, and from a real keyring."""

    vault: Vault
    name: str = "vault"
    codes: ClassVar[dict[bool, str]] = {True: "vault_demo", False: "vault_open"}

    def run(self) -> CheckResult:
        """Read it; what the vault raises is the finding."""
        if self.vault.read() is None:
            return CheckResult("warning", "vault_empty")
        return CheckResult("warning" if self.vault.is_demo else "fine", self.codes[self.vault.is_demo])
