"""What waits goes onto a USB stick: sealed and signed as for the line, whole at every moment, resumed where it stopped.

Nothing in the outbox changes by it: the same entries may go by wire meanwhile, and whoever comes second finds them
known. Parcels stand outside the count of sending numbers, so a stick that is lost leaves no gap in ``have``; each entry
is answered by name. They are packed against nothing: the centre that opens them may lack any base.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clerk_app.contract import bundle, parcel
from clerk_app.contract.bundle import DAY, PIECE, Carried, Item, Upload
from clerk_app.contract.bundle_folder import LIST
from clerk_app.contract.enclosures import upload_size
from clerk_app.contract.entries import row_of
from clerk_app.contract.keys import key_id
from clerk_app.contract.parcel import MOST_BYTES, ParcelHead
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import Damaged, Invalid, Refused
from clerk_app.domain.journal import Entry
from clerk_app.lanes import Progress, untold
from clerk_app.ports.bundle import Stick, StickFolder, Unconfirmed, Waiting
from clerk_app.ports.files import Enclosures
from clerk_app.ports.outbox import Reached
from clerk_app.sync.identity import DeskIdentity

RUN = 64
"""Entries whose numbers share this run travel in one parcel: what is confirmed of one leaves the others as they lie."""
MOST_BODIES = 512 * 1024
"""Bytes of bodies in one parcel: far below what a parcel may have, whatever they compress to."""
OUTSIDE_THE_COUNT = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the stick holds now: entries, citizens' requests among them, enclosures, and bytes of files.

    ``written`` of the ``files`` were not there before. ``left_out``: entries and enclosures that cannot travel so.
    """

    entries: int
    requests: int
    enclosures: int
    bytes: int
    files: int
    written: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryParts:
    """What it takes to fill a stick; ``now`` is the wall clock, microseconds UTC, ``days`` how long the bundle lies."""

    unconfirmed: Unconfirmed
    enclosures: Enclosures
    stick: Stick
    identity: DeskIdentity
    now: Callable[[], int]
    days: int = bundle.KEPT_DAYS


def take_along(parts: CarryParts, told: Progress = untold) -> Taken:
    """Write what waits: entries first and their list, then the enclosures and the list once more.

    Raises ``Unavailable`` (``stick_full``, ``stick_gone``, ``stick_locked``, ``stick_failed``), ``Damaged`` on the file
    of a desk that has stopped, and what ``told`` raises; what is whole on the stick by then is not written again.
    """
    return _Filling(parts, told).run()


class _Filling:
    """One filling of one stick."""

    def __init__(self, parts: CarryParts, told: Progress) -> None:
        self._parts = parts
        self._told = told
        self._done = self._whole = 0
        self._parcels: list[Item] = []
        self._pieces: list[Item] = []
        self._uploads: list[Upload] = []
        self._entries = self._requests = self._written = self._left_out = 0

    def run(self) -> Taken:
        parts = self._parts
        reached = parts.unconfirmed.reached()
        waiting, enclosed = parts.unconfirmed.waiting(), parts.unconfirmed.enclosed()
        self._whole = sum(one.size for one in waiting) + sum(upload_size(ref.size) for ref in enclosed)
        self._went(0)
        for run in runs_of(waiting):
            self._take_run(run)
        before = _before(parts.stick.out, parts.identity)
        if before is not None:  # what was enclosed counts until it is looked at again
            self._close(reached, before.pieces, before.uploads)
        else:
            self._close(reached, [], self._sealed_uploads())
        parts.stick.out.sweep({LIST, *self._names(), *parts.stick.out.names(".piece")})
        for ref in enclosed:
            self._take_enclosure(ref)
        self._close(reached, self._pieces, self._sealed_uploads())
        parts.stick.out.sweep({LIST, *self._names()})
        self._forget_old_answers()
        items = (*self._parcels, *self._pieces)
        return Taken(
            entries=self._entries,
            requests=self._requests,
            enclosures=len(self._uploads),
            bytes=sum(item.size for item in items),
            files=len(items),
            written=self._written,
            left_out=self._left_out,
        )

    def _take_run(self, run: Sequence[Waiting]) -> None:
        entries = self._parts.unconfirmed.entries([one.seq for one in run])
        name = bundle.parcel_name(entries)
        raw = self._there(name, entries)
        if raw is None:
            raw = self._sealed(entries)
            if len(raw) > MOST_BYTES:
                self._left_out += len(entries)
                return
            self._put(name, raw)
        self._parcels.append(bundle.item_of(name, raw))
        self._entries += len(entries)
        self._requests += sum(one.request for one in run)
        self._went(sum(one.size for one in run))

    def _there(self, name: str, entries: Sequence[Entry]) -> bytes | None:
        """The parcel of these entries, if it lies on the stick already and is whole."""
        raw = self._parts.stick.out.get(name, MOST_BYTES)
        if raw is None:
            return None
        try:
            found = parcel.take_apart(raw)
        except Invalid:
            return None
        last = entries[-1]
        said = (found.head.desk, found.head.count, found.head.chain_seq, found.head.chain_head)
        same = said == (self._parts.identity.desk, len(entries), last.header.seq, last.hash)
        return raw if same and found.signed_by(self._parts.identity.signer.public) else None

    def _sealed(self, entries: Sequence[Entry]) -> bytes:
        identity, last = self._parts.identity, entries[-1]
        head = ParcelHead(
            desk=identity.desk,
            first=OUTSIDE_THE_COUNT,
            count=len(entries),
            position=0,
            chain_seq=last.header.seq,
            chain_head=last.hash,
        )
        return parcel.make(head, [row_of(entry) for entry in entries], list(identity.recipients), identity.signer)

    def _take_enclosure(self, ref: EnclosureRef) -> None:
        """Cut one upload into files; one that cannot be read here keeps none of the others back."""
        count = -(-upload_size(ref.size) // PIECE)
        items: list[Item] = []
        beginning = b""
        try:
            for index, raw in enumerate(_pieces(self._parts.enclosures.upload(ref.sha256, 0))):
                beginning = beginning or raw
                item = bundle.item_of(bundle.piece_name(beginning, index, count), raw)
                if self._parts.stick.out.get(item.name, PIECE) != raw:
                    self._put(item.name, raw)
                items.append(item)
                self._went(len(raw))
        except (Damaged, Refused):
            self._left_out += 1
            return
        self._pieces += items
        self._uploads.append(Upload(ref.sha256, [item.name for item in items]))

    def _close(self, reached: Reached, pieces: list[Item], uploads: bytes) -> None:
        """Write the list of what is there; only then may go what it does not name."""
        parts, identity = self._parts, self._parts.identity
        made = parts.now()
        carried = Carried(
            desk=identity.desk,
            centre=key_id(identity.centre_sign),
            made=made,
            expires=made + parts.days * DAY,
            position=reached.position,
            have=reached.have,
            entries=self._entries,
            requests=self._requests,
            parcels=self._parcels,
            pieces=pieces,
            uploads=uploads,
        )
        parts.stick.out.put(LIST, bundle.write_carried(carried, identity.signer))

    def _sealed_uploads(self) -> bytes:
        identity = self._parts.identity
        return bundle.seal_uploads(self._uploads, identity.desk, identity.recipients[0])

    def _forget_old_answers(self) -> None:
        """What has lain there long enough goes, whatever it says: the centre tells it again."""
        back = self._parts.stick.back
        raw = back.get(LIST, bundle.MOST_LIST)
        if raw is None:
            return
        try:
            expires = bundle.read_answered(raw, self._parts.identity.centre_sign).expires
        except (Invalid, Damaged):
            return
        if expires < self._parts.now():
            back.sweep(frozenset())

    def _names(self) -> set[str]:
        return {item.name for item in (*self._parcels, *self._pieces)}

    def _put(self, name: str, raw: bytes) -> None:
        self._parts.stick.out.put(name, raw)
        self._written += 1

    def _went(self, size: int) -> None:
        self._done += size
        self._told(min(self._done, self._whole), max(1, self._whole))


def runs_of(waiting: Sequence[Waiting]) -> Iterator[list[Waiting]]:
    """Entries in the parcels that they travel in: the same ones each time, whatever has come or gone beside them."""
    run: list[Waiting] = []
    size = 0
    for one in waiting:
        if run and (one.seq // RUN != run[0].seq // RUN or size + one.size > MOST_BODIES):
            yield run
            run, size = [], 0
        run.append(one)
        size += one.size
    if run:
        yield run


def _pieces(upload: Iterator[bytes]) -> Iterator[bytes]:
    """The upload in files of ``PIECE`` bytes; the last is shorter."""
    held = bytearray()
    for part in upload:
        held += part
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _before(folder: StickFolder, identity: DeskIdentity) -> Carried | None:
    """The list of the last filling, if this desk has written it and it is whole."""
    raw = folder.get(LIST, bundle.MOST_LIST)
    if raw is None:
        return None
    try:
        return bundle.read_carried(raw, identity.signer.public)
    except (Invalid, Damaged):
        return None
