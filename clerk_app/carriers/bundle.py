"""The USB bundle as a carrier: this desk's folder on a stick, and the sticks that are in this computer."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from clerk_app.contract.bundle import folder_of
from clerk_app.contract.bundle_folder import TO_CENTRE, TO_DESK, side, stick_errors
from clerk_app.domain.errors import Invalid
from clerk_app.ports.bundle import FoundStick, Stick

_REMOVABLE = 2  # what Windows calls DRIVE_REMOVABLE
_LETTERS = "DEFGHIJKLMNOPQRSTUVWXYZ"


def stick_at(root: Path, desk: str, centre_sign: bytes) -> Stick:
    """The folder of a desk on the stick at ``root``; raises ``Invalid('stick_folder')`` where no folder is."""
    if not root.is_dir():
        raise Invalid("stick_folder", folder=str(root))
    name = folder_of(desk, centre_sign)
    return Stick(out=side(root, name, TO_CENTRE), back=side(root, name, TO_DESK))


def free_bytes(root: Path) -> int:
    """How many bytes fit on it; raises ``Unavailable``."""
    with stick_errors(root):
        return shutil.disk_usage(root).free


def sticks(places: Iterable[Path] | None = None) -> tuple[FoundStick, ...]:
    """Every stick that is in this computer now, in the order of their folders.

    ``places`` are folders under which a desktop mounts what is put in: those of this user unless they are given.
    """
    if places is None and sys.platform == "win32":
        return _of_windows()
    roots = (each for place in (_places() if places is None else places) for each in _mounted(place))
    return tuple(sorted((FoundStick(root.name, root, free) for root, free in roots), key=lambda one: one.root))


def _places() -> tuple[Path, ...]:
    user = getpass.getuser()
    return Path("/media") / user, Path("/run/media") / user, Path("/Volumes")


def _mounted(place: Path) -> list[tuple[Path, int]]:
    """What is mounted in a folder; an empty folder that somebody left there is none."""
    try:
        return [(each, shutil.disk_usage(each).free) for each in place.iterdir() if os.path.ismount(each)]
    except OSError:
        return []


def _of_windows() -> tuple[FoundStick, ...]:
    """Removable drives by their letter, under the name that they were given."""
    import ctypes  # noqa: PLC0415 (what it is asked for is only there on Windows)

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore] # only there on Windows
    found = []
    for letter in _LETTERS:
        root = f"{letter}:\\"
        if kernel.GetDriveTypeW(ctypes.c_wchar_p(root)) != _REMOVABLE:
            continue
        label = ctypes.create_unicode_buffer(64)
        if kernel.GetVolumeInformationW(ctypes.c_wchar_p(root), label, 64, None, None, None, None, 0):
            found.append(FoundStick(label.value or root[:2], Path(root), shutil.disk_usage(root).free))
    return tuple(found)
