"""What one desk's folder on a stick holds: parcels, enclosures in pieces, and the list by which they are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from clerk_app.central.app import Parts
from clerk_app.central.desks import Desk
from clerk_app.central.verdicts import LARGEST
from clerk_app.contract import bundle
from clerk_app.contract.bundle import PIECE, Carried, Item, Upload
from clerk_app.contract.bundle_folder import LIST, BundleFolder
from clerk_app.contract.exchange import Taken
from clerk_app.contract.keys import key_id
from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused, Unavailable

type Fault = tuple[str, str]
"""A file's name (empty: the folder) and the code of what is wrong with it."""
_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskBundle:
    """What a desk's folder brought: entries that were new and accepted, known, refused and held; enclosures; faults.

    ``carried`` is its list, if that is whole and the desk's; ``papers`` are the enclosures of it that are here now.
    ``answers`` is how many were left for the desk.
    """

    desk: str
    accepted: int = 0
    known: int = 0
    refused: int = 0
    held: int = 0
    enclosures: int = 0
    answers: int = 0
    failed: tuple[Fault, ...] = ()
    carried: Carried | None = field(default=None, repr=False)
    papers: tuple[str, ...] = ()

    def with_fault(self, name: str, code: str) -> DeskBundle:
        """One fault more."""
        return replace(self, failed=(*self.failed, (name, code)))

    def with_answers(self, answers: int) -> DeskBundle:
        """The answers are written."""
        return replace(self, answers=answers)


def take(folder: BundleFolder, code: str, parts: Parts) -> DeskBundle:
    """Take everything that is whole in the folder of the desk ``code``; raises nothing for what is wrong in it."""
    taking = _Taking(folder, parts)
    carried: Carried | None = None
    papers: list[str] = []
    try:
        desk = parts.desks.get(code)
        taking.parcels()
        carried = taking.try_list(desk)
        if carried is not None:
            taking.missing(carried.parcels)
            papers = taking.uploads(carried)
    except (Refused, Unavailable) as error:
        taking.fault("", error)
    return taking.report(code, carried, papers)


class _Taking:
    """One folder being taken."""

    def __init__(self, folder: BundleFolder, parts: Parts) -> None:
        self._folder = folder
        self._parts = parts
        self._taken: list[Taken] = []
        self._enclosures = 0
        self._failed: list[Fault] = []

    def report(self, desk: str, carried: Carried | None, papers: Sequence[str]) -> DeskBundle:
        """What came of it."""
        taken = self._taken
        return DeskBundle(
            desk=desk,
            accepted=sum(one.accepted for one in taken),
            known=sum(one.known for one in taken),
            refused=sum(one.refused for one in taken),
            held=sum(one.held for one in taken),
            enclosures=self._enclosures,
            failed=tuple(self._failed),
            carried=carried,
            papers=tuple(papers),
        )

    def fault(self, name: str, error: CounterError) -> None:
        """Something is wrong with one file."""
        self._failed.append((name, error.code))

    def parcels(self) -> None:
        """Every parcel that lies there, listed or not: each is signed for itself."""
        for name in self._folder.names(".parcel"):
            try:
                raw = self._folder.get(name, MOST_BYTES) or b""
                if len(raw) > MOST_BYTES:
                    raise Invalid("too_large", what="parcel")
                self._taken.append(self._parts.accepting.take(raw))
            except (Invalid, Damaged, Refused, Unavailable) as error:
                self.fault(name, error)

    def try_list(self, desk: Desk) -> Carried | None:
        """The desk's list; nothing, and a fault, where it is missing or not to be believed."""
        try:
            raw = self._folder.get(LIST, bundle.MOST_LIST)
            if raw is None:
                raise Damaged("bundle_unfinished")
            carried = bundle.read_carried(raw, desk.sign_public)
            centre = key_id(self._parts.keys.sign.public)
            if (carried.desk, carried.centre) != (desk.code, centre):
                raise Refused("bundle_other_desk")
            if not (0 <= carried.position <= LARGEST and 0 <= carried.have <= LARGEST):
                raise Invalid("malformed", what="bundle", where="position")
        except (Invalid, Damaged, Refused, Unavailable) as error:
            self.fault(LIST, error)
            return None
        return carried

    def missing(self, items: Sequence[Item]) -> None:
        """Name what is listed and not there."""
        there = set(self._folder.names())
        self._failed += [(item.name, "bundle_unfinished") for item in items if item.name not in there]

    def uploads(self, carried: Carried) -> list[str]:
        """Put the enclosures together; gives the digests of those that are here now."""
        try:
            uploads = bundle.open_uploads(carried, self._parts.keys.seal)
        except (Invalid, Damaged) as error:
            self.fault(LIST, error)
            return []
        items = {item.name: item for item in carried.pieces}
        return [upload.sha256 for upload in uploads if self._upload(carried.desk, upload, items)]

    def _upload(self, desk: str, upload: Upload, items: dict[str, Item]) -> bool:
        name = upload.pieces[0] if upload.pieces else LIST
        try:
            if len(upload.sha256) != 64 or not set(upload.sha256) <= _DIGITS:
                raise Invalid("malformed", what="bundle", where="upload")
            if self._parts.enclosures.carried(desk, upload.sha256, self._pieces(upload, items)):
                self._enclosures += 1
                self._parts.papers.came(upload.sha256)
        except (Invalid, Damaged, Refused, Unavailable) as error:
            self.fault(name, error)
            return False
        return True

    def _pieces(self, upload: Upload, items: dict[str, Item]) -> Iterator[bytes]:
        """The files of one upload as they were listed; raises ``Damaged('bundle_unfinished')``."""
        for name in upload.pieces:
            raw = self._folder.get(name, PIECE)
            if raw is None or items.get(name) != bundle.item_of(name, raw):
                raise Damaged("bundle_unfinished")
            yield raw
