"""The folder of one desk on a stick, as both ends write and read it: a file is whole, or it is not there.

On FAT32 and exFAT: names are short, in lower case and ASCII, but for the desk's code, which has no small letters; no
file is longer than a few megabytes; nothing depends on links, on times or on who owns a file.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from clerk_app.domain.errors import Unavailable

TOP = "SALTER"
TO_CENTRE, TO_DESK = "to-centre", "to-desk"
LIST = "list.bundle"
UNFINISHED = ".new"
_NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_CANNOT = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
_LOCKED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@dataclass(frozen=True, slots=True)
class BundleFolder:
    """One side of a desk's folder: what goes ``to-centre`` or ``to-desk``.

    ``root`` is the stick itself, ``device`` what was mounted there when it was looked at first (0: nothing).
    """

    root: Path
    path: Path
    device: int = 0

    def put(self, name: str, raw: bytes) -> None:
        """Write a file whole and durably, over an older one; raises as ``stick_errors``."""
        with stick_errors(self.root):
            self._prepare()
            fresh = self.path / f"{name}{UNFINISHED}"
            try:
                with fresh.open("wb") as file:
                    file.write(raw)
                    file.flush()
                    os.fsync(file.fileno())
                fresh.replace(self.path / name)
            finally:
                with contextlib.suppress(OSError):
                    fresh.unlink(missing_ok=True)
            _sync(self.path)

    def get(self, name: str, most: int) -> bytes | None:
        """What a file holds, no more than one byte beyond ``most``; nothing where there is none. Raises as ``put``."""
        with stick_errors(self.root):
            try:
                with (self.path / name).open("rb") as file:
                    return file.read(most + 1)
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                return None

    def names(self, tail: str = "") -> list[str]:
        """The files that are there, in order; none where there is no folder."""
        with stick_errors(self.root):
            if not self.path.is_dir():
                return []
            return sorted(each.name for each in self.path.iterdir() if each.name.endswith(tail) and each.is_file())

    def sweep(self, wanted: Container[str]) -> int:
        """Delete every file of ours that is not ``wanted``, and what was never finished; tells how many."""
        gone = [name for name in self.names() if name not in wanted and name.endswith(_OURS)]
        with stick_errors(self.root):
            for name in gone:
                (self.path / name).unlink(missing_ok=True)
            if gone:
                _sync(self.path)
        return len(gone)

    def _prepare(self) -> None:
        """Make the folders, never the stick: where one was pulled out, its files would lie on the disk behind it."""
        if not self.root.is_dir() or self.root.stat().st_dev != self.device:
            raise Unavailable("stick_gone")
        if self.path.is_dir():
            return
        made = [each for each in (self.path, *self.path.parents) if not each.exists()]
        self.path.mkdir(parents=True, exist_ok=True)
        for each in made:
            _sync(each.parent)


_OURS = (".parcel", ".piece", ".answer", LIST, UNFINISHED)


def side(root: Path, desk_folder: str, direction: str) -> BundleFolder:
    """The folder of a desk on the stick ``root`` in one direction."""
    with stick_errors(root):
        device = root.stat().st_dev if root.is_dir() else 0
    return BundleFolder(root, root / TOP / desk_folder / direction, device)


def desks_on(root: Path) -> list[str]:
    """The folders of desks on a stick, in order; raises ``Unavailable``."""
    with stick_errors(root):
        top = root / TOP
        return sorted(each.name for each in top.iterdir() if each.is_dir()) if top.is_dir() else []


@contextlib.contextmanager
def stick_errors(root: Path) -> Iterator[None]:
    """Name what the file system says: ``stick_full``, ``stick_gone``, ``stick_locked`` or ``stick_failed``."""
    try:
        yield
    except OSError as error:
        raise Unavailable(_code(root, error.errno)) from error


def _code(root: Path, number: int | None) -> str:
    if number in _NO_SPACE:
        return "stick_full"
    if number in _LOCKED:
        return "stick_locked"
    return "stick_failed" if root.is_dir() else "stick_gone"


def _sync(folder: Path) -> None:
    """Make names survive that the stick is pulled out; Windows does so by itself, and some file systems never."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        os.close(handle)
