"""Port: files beside the database: enclosures and spool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.journal import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckUpload:
    """An enclosure that does not reach the centre: of which request, named by which entry, and the reason's code.

    ``held`` waits for a person; another is tried again and again by itself.
    """

    subject: bytes
    seq: int
    ref: EnclosureRef
    held: bool
    code: str


@dataclass(frozen=True, slots=True)
class LightPage:
    """A page made lighter: the bytes, a name that says their kind, and how many bytes the file had."""

    name: Path
    raw: bytes
    before: int


class Pages(Protocol):
    """Makes pages light for a thin line."""

    def lighter(self, path: Path) -> LightPage | None:
        """The page of this file made lighter; nothing where the file itself is to be kept.

        Takes up to a second a page.
        """


class Enclosures(Protocol):
    """Enclosure files, encrypted, named by content."""

    def keep(self, file: Path | LightPage, title: str, proof: str, *, original: bool) -> EnclosureRef:
        """Read, check and store a file or a page durably; raises ``Invalid`` (``file_not_what_it_says``…)."""

    def adopt(self, ref: EnclosureRef, pieces: Iterator[bytes]) -> None:
        """Store durably what another desk file has kept; what is here already stays. Raises as ``pieces`` do."""

    def put_back(self, ref: EnclosureRef, path: Path) -> None:
        """Store the file of an enclosure anew, whatever lies there; raises ``Invalid`` (``enclosure_another``…)."""

    def read(self, ref: EnclosureRef) -> Iterator[bytes]:
        """The plain bytes, piece by piece."""

    def upload(self, sha256: str, offset: int) -> Iterator[bytes]:
        """The upload (key wrap, then sealed chunks) from a byte offset on."""


class Uploads(Protocol):
    """Which enclosures the centre has not confirmed."""

    def waiting(self) -> tuple[EnclosureRef, ...]:
        """Enclosures of entries that the centre has accepted, save held ones; those that failed come last."""

    def uploaded(self, sha256: str) -> frozenset[bytes]:
        """The centre has all of this one; gives whose attention it no longer needs."""

    def failed(self, sha256: str, code: str, reached: int, *, held: bool) -> frozenset[bytes]:
        """An attempt that began at byte ``reached`` failed; gives the subjects that need attention for it."""


class UploadsDesk(Protocol):
    """Uploads as a person deals with them."""

    def stuck(self) -> tuple[StuckUpload, ...]:
        """Held ones, and those that failed again and again without a byte more; oldest first."""

    def again(self, sha256: str) -> None:
        """Try one anew, as if it had never failed."""


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

    def waiting(self) -> int:
        """How many entries it holds; raises ``Unavailable``."""
