"""Replacing a small file so that a crash leaves either the old bytes or the new ones, never a mixture."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from clerk_app.domain.errors import Unavailable

_NO_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in place of ``path``, readable by its owner alone, and sync it to disk before returning.

    Raises ``Unavailable`` (``file_no_space``, ``file_not_written``) and leaves the old file as it was.
    """
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        _write_synced(fresh, data)
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise unwritten(error, path) from error


def read_file(path: Path) -> bytes | None:
    """The bytes of ``path``, or ``None`` where there is no such file; raises ``Unavailable('file_not_read')``."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unavailable("file_not_read", file=path.name) from error


def put_aside(path: Path, why: str, name: str = "") -> Path:
    """Rename a file to ``NAME.why``, over an earlier one; ``name`` in place of its own. Raises ``Unavailable``."""
    aside = path.with_name(f"{name or path.name}.{why}")
    try:
        path.replace(aside)
    except OSError as error:
        raise unwritten(error, path) from error
    return aside


def put_back(aside: Path, path: Path) -> None:
    """Rename what was put aside to what it was; an empty folder there makes room. Raises ``Unavailable``."""
    try:
        if path.is_dir():
            path.rmdir()
        aside.replace(path)
    except OSError as error:
        raise unwritten(error, path) from error


def unwritten(error: OSError, path: Path) -> Unavailable:
    """What the clerk hears of a write that failed: that the disk is full, where it is."""
    return Unavailable("file_no_space" if error.errno in _NO_SPACE else "file_not_written", file=path.name)


def _write_synced(path: Path, data: bytes) -> None:
    """Write a new file with mode 0600 and sync it; an existing one is an error."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; Windows does this by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
