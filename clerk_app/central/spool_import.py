"""Importing the spool of a desk that died: its parcels from a folder, as if they had come over the line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from clerk_app.central import audit
from clerk_app.central.app import Parts
from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.domain.errors import Damaged, Invalid, Refused

PATTERN = "*.parcel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Entries that were new and accepted, known already, refused and held; and files that could not be taken.

    ``failed`` holds file names with the code of what is wrong with each.
    """

    files: int
    accepted: int = 0
    known: int = 0
    refused: int = 0
    held: int = 0
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Counting:
    accepted: int = 0
    known: int = 0
    refused: int = 0
    held: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def import_spool(folder: Path, parts: Parts) -> ImportReport:
    """Take every ``*.parcel`` of ``folder``; raises ``Invalid('folder_unusable')``. To run it again does no harm.

    Requests that it brings get their numbers here, unless a running centre holds the numberer's lease and does it.
    """
    if not folder.is_dir():
        raise Invalid("folder_unusable", folder=str(folder))
    counting = _Counting()
    paths = sorted(folder.rglob(PATTERN))
    for path in paths:
        _take(path, parts, counting)
    with parts.database.write() as connection:
        audit.note(connection, parts.keys.municipality, "spool_imported", at=parts.now())
    while parts.numbering.give():
        """Batch after batch."""
    parts.numbering.release()
    return ImportReport(
        files=len(paths),
        accepted=counting.accepted,
        known=counting.known,
        refused=counting.refused,
        held=counting.held,
        failed=tuple(counting.failed),
    )


def _take(path: Path, parts: Parts, counting: _Counting) -> None:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Invalid("too_large", what="parcel")
        taken = parts.accepting.take(path.read_bytes())
    except (Invalid, Damaged, Refused) as error:
        counting.failed.append((path.name, error.code))
    except OSError:
        counting.failed.append((path.name, "file_not_read"))
    else:
        counting.known += taken.known
        counting.refused += taken.refused
        counting.held += taken.held
        counting.accepted += taken.accepted
