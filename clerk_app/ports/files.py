"""Port: files beside the database: enclosures and spool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.journal import Entry


class Enclosures(Protocol):
    """Enclosure files, encrypted, named by content."""

    def keep(self, path: Path, title: str, proof: str, *, original: bool) -> EnclosureRef:
        """Read, check and store a file durably. Raises ``Invalid`` (``file_not_what_it_says``, ``file_too_large``…)."""

    def adopt(self, ref: EnclosureRef, pieces: Iterator[bytes]) -> None:
        """Store durably what another desk file has kept; what is here already stays. Raises as ``pieces`` do."""

    def read(self, ref: EnclosureRef) -> Iterator[bytes]:
        """The plain bytes, piece by piece."""

    def upload(self, sha256: str, offset: int) -> Iterator[bytes]:
        """The upload (key wrap, then sealed chunks) from a byte offset on."""


class Uploads(Protocol):
    """Which enclosures the centre has not confirmed."""

    def waiting(self) -> tuple[EnclosureRef, ...]:
        """Enclosures of entries that the centre has accepted, oldest first."""

    def uploaded(self, sha256: str) -> None:
        """The centre has all of this one."""


class Spool(Protocol):
    """Sealed copies of unconfirmed entries: what travels when nobody has signed in, and what survives the disk."""

    def put(self, entry: Entry) -> None:
        """Seal one entry to the centre and write it durably to the spool and the second folder, if set."""

    def parcels(self) -> Iterator[tuple[int, bytes]]:
        """Entry sequence and parcel bytes of everything spooled, in order.

        Raises ``Damaged('desk_restored')`` where the desk has stopped.
        """

    def confirmed(self, seqs: Iterable[int]) -> None:
        """Delete what the centre has."""
