"""Files beside the database: whole or not there at all, on disk before anybody relies on them."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from clerk_app.domain.errors import Refused, Unavailable

UNFINISHED = ".new"
"""The tail of a file's name until it is whole; such files are swept at start."""

_NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def write(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a new file, readable by its owner alone, and sync it and its folder; raises as ``disk_errors``."""
    fresh = path.with_name(path.name + UNFINISHED)
    with disk_errors():
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.writelines(pieces)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(path)
        finally:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
        sync_folder(path.parent)


def keep(fresh: Path, target: Path) -> None:
    """Sync a whole file and give it its name; raises ``Refused('copy_is_there')`` rather than replace another."""
    with disk_errors():
        handle = os.open(fresh, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        try:
            _rename(fresh, target)
        except FileExistsError as error:
            raise Refused("copy_is_there") from error
        sync_folder(target.parent)


def _rename(fresh: Path, target: Path) -> None:
    """Raises ``FileExistsError`` where there is such a file; on a stick that knows no links, if it was there before."""
    if os.name == "nt":
        fresh.rename(target)
        return
    try:
        target.hardlink_to(fresh)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(errno.EEXIST, "") from None
        fresh.rename(target)
    else:
        fresh.unlink()


def sync_folder(folder: Path) -> None:
    """Make names that were added or removed survive a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def disk_errors() -> Iterator[None]:
    """Name what the file system says: ``Unavailable`` (``disk_full``, ``disk_failed``)."""
    try:
        yield
    except OSError as error:
        raise Unavailable("disk_full" if error.errno in _NO_SPACE else "disk_failed") from error
