"""Where the desk before lies: what is put aside when a computer becomes another desk, and found again afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerk_app.settings.durable_file import put_aside
from clerk_app.settings.paths import Paths

_SUFFIXES = ("", "-wal", "-shm")  # of one database: they must keep belonging together


@dataclass(frozen=True, slots=True)
class Aside:
    """The places of the desk that ``desk`` has replaced here; nothing may lie there."""

    database: Path
    keys: Path
    spool: Path
    enclosures: Path


def aside_of(paths: Paths, desk: str) -> Aside:
    """Where the desk before the desk ``desk`` lies."""
    places = (paths.database, paths.keys, paths.spool, paths.enclosures)
    return Aside(*(place.with_name(f"{place.name}.{desk}-before") for place in places))


def put_all_aside(paths: Paths, desk: str) -> None:
    """Make room for the desk ``desk``; nothing is deleted. Raises ``Unavailable``."""
    for suffix in _SUFFIXES:
        place = paths.database.with_name(paths.database.name + suffix)
        if place.exists():
            put_aside(place, f"{desk}-before{suffix}", paths.database.name)
    folders = [folder for folder in (paths.spool, paths.enclosures) if folder.is_dir() and any(folder.iterdir())]
    for place in (*folders, *([paths.keys] if paths.keys.exists() else [])):
        put_aside(place, f"{desk}-before")
    paths.make()
