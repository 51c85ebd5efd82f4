"""Dictionaries of the wire: what both ends know of entries before they have spoken; ``docs/contract/parcel.md`` §2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clerk_app.contract.packing import History

PATTERN = "*.dict"
MOST_BYTES = 256 * 1024
MOST_VERSION = 255
"""A parcel has one byte for it."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One version, and what it knows; a version is never changed once it was shipped."""

    version: int
    history: History


def load(folder: Path) -> Mapping[int, History]:
    """Every dictionary of a folder by its version, which is its name; where there is no folder, none.

    Files that are no dictionary are passed over: without one a parcel is longer, and nothing else.
    """
    found = {_version(path): path for path in sorted(folder.glob(PATTERN))}
    return {
        version: History(path.read_bytes())
        for version, path in found.items()
        if 0 < version <= MOST_VERSION and path.stat().st_size <= MOST_BYTES
    }


def newest(folder: Path) -> Dictionary | None:
    """What a desk packs its first parcels against."""
    known = load(folder)
    version = max(known, default=0)
    return Dictionary(version, known[version]) if version else None


def _version(path: Path) -> int:
    return int(path.stem) if path.stem.isascii() and path.stem.isdigit() and len(path.stem) <= 3 else 0
