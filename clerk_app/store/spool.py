"""The spool: each unconfirmed entry as a sealed parcel of its own, in a folder or two that outlive the database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from clerk_app.contract import parcel
from clerk_app.contract.entries import row_of
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.parcel import ParcelHead
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.domain.journal import Entry
from clerk_app.store import durable, restored
from clerk_app.store.steps import Steps, unwatched

OUTSIDE_THE_COUNT = 0
STOPPED = "stopped"
"""A file of this name in the spool says that its desk has stopped: nothing here travels by itself any more."""
NOT_OURS = "not-ours-"
"""Begins the name of what lay where a parcel of ours belongs; the centre's import still finds it."""
_NAME = re.compile(r"(\d{10})\.parcel")


class FolderSpool:
    """The port ``Spool``; needs the desk's own keys only, so it works with nobody signed in.

    ``recipients`` are public sealing keys: the centre's, and the office relay's where there is one. ``copy_to`` is a
    second folder on another disk; parcels lie in a folder of it that has the desk's code, so that a desk which takes
    the place of a dead one leaves its parcels alone. Of entries that the journal does not know (``beyond`` is the last
    of them, 0 while there are none), which a file restored from an old copy finds here, every parcel is left alone.
    What this desk has not signed proves nothing, and is left alone as well.
    """

    def __init__(
        self,
        folder: Path,
        copy_to: Path | None,
        *,
        desk: str,
        signer: SigningKey,
        recipients: tuple[bytes, ...],
        reached: Steps = unwatched,
    ) -> None:
        self._folder = folder
        self._desk = desk
        self._signer = signer
        self._recipients = recipients
        self._copy_to = copy_to / desk if copy_to is not None else None
        self._copy_behind = copy_to is not None
        self._reached = reached
        self._head = 0
        self.beyond = 0
        with durable.disk_errors():
            folder.mkdir(parents=True, exist_ok=True)
            for unfinished in folder.glob(f"*{durable.UNFINISHED}"):
                unfinished.unlink()

    def put(self, entry: Entry) -> None:
        """Seal one entry to the centre and write it durably to the spool and the second folder, if set.

        Raises ``Unavailable``: ``disk_full`` or ``disk_failed`` for the spool; ``copy_folder_failed`` when the spool
        has it and only the second folder does not. Nothing of this undoes an accept. A parcel that is there stays.
        """
        raw, seq = self._sealed(entry), entry.header.seq
        self._head = max(self._head, seq)
        self._write_new(self._folder / _name(seq), raw)
        self._reached("after_spool")
        if self._copy_to is not None:
            self._copy(self._copy_to, seq, raw)
            self._reached("after_copy")

    def parcels(self) -> Iterator[tuple[int, bytes]]:
        """Entry sequence and parcel bytes of everything spooled, in order; raises ``Damaged`` where it has stopped."""
        if has_stopped(self._folder):
            raise restored.stopped()
        return spooled(self._folder)

    def stop(self) -> None:
        """Keep everything as it is, for the centre to import; raises ``Unavailable``."""
        durable.write(self._folder / STOPPED, [])

    def waiting(self) -> int:
        """How many entries the centre has not confirmed."""
        with durable.disk_errors():
            return len(_seqs(self._folder))

    def confirmed(self, seqs: Iterable[int]) -> None:
        """Delete what the centre has; a second folder that is away is cleared when it is back."""
        gone = list(seqs)
        with durable.disk_errors():
            _delete(self._folder, gone)
        if self._copy_to is not None and not self._copy_behind:
            try:
                _delete(self._copy_to, gone)
            except OSError:
                self._copy_behind = True

    def match(self, unconfirmed: Iterable[int], entry: Callable[[int], Entry | None], head: int) -> None:
        """Make the spool hold exactly what is unconfirmed: after a start, and after a crash between commit and spool.

        ``head`` is the last entry of the journal. Raises as ``put``.
        """
        self._head = max(self._head, head)
        wanted, there = set(unconfirmed), self._ours(self._folder)
        self.confirmed(seq for seq in there - wanted if self._signed(self._folder, seq))
        for seq in sorted(wanted - there):
            missing = entry(seq)
            if missing is not None and missing.body is not None:
                self.put(missing)
        if self._copy_to is not None and self._copy_behind:
            self._catch_up(self._copy_to)

    def _sealed(self, entry: Entry) -> bytes:
        head = ParcelHead(
            desk=self._desk,
            first=OUTSIDE_THE_COUNT,
            count=1,
            position=0,
            chain_seq=entry.header.seq,
            chain_head=entry.hash,
        )
        return parcel.make(head, [row_of(entry)], list(self._recipients), self._signer)

    def _copy(self, folder: Path, seq: int, raw: bytes) -> None:
        """Write to the second folder, with what it missed while it was away."""
        if self._copy_behind:
            self._catch_up(folder)
            return
        try:
            self._write_new(folder / _name(seq), raw)
        except Unavailable as error:
            self._copy_behind = True
            raise Unavailable("copy_folder_failed") from error

    def _catch_up(self, folder: Path) -> None:
        """Make the second folder hold what the spool holds."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            wanted, there = self._ours(self._folder), self._ours(folder)
            for seq in sorted(wanted):
                own, copy = self._folder / _name(seq), folder / _name(seq)
                if seq not in there or own.stat().st_size != copy.stat().st_size:
                    self._write_new(copy, own.read_bytes())
            _delete(folder, [seq for seq in there - wanted if self._signed(folder, seq)])
        except (OSError, Unavailable) as error:
            raise Unavailable("copy_folder_failed") from error
        self._copy_behind = False

    def _ours(self, folder: Path) -> set[int]:
        """Which entries of the journal a folder holds; later ones of this desk are only noted."""
        seqs = _seqs(folder)
        later = (seq for seq in seqs if seq > self._head and self._signed(folder, seq))
        self.beyond = max((self.beyond, *later))
        return {seq for seq in seqs if seq <= self._head}

    def _signed(self, folder: Path, seq: int) -> bool:
        """Whether this desk has sealed what bears this name: another one may have had its code, or its folder."""
        try:
            found = parcel.take_apart((folder / _name(seq)).read_bytes())
        except Invalid:
            return False
        ours = (found.head.desk, found.head.chain_seq) == (self._desk, seq)
        return ours and found.signed_by(self._signer.public)

    def _write_new(self, path: Path, raw: bytes) -> None:
        """Write a parcel; one of ours stays, and what is not ours makes room without being lost."""
        with durable.disk_errors():
            if path.is_file():
                if self._signed(path.parent, int(path.stem)):
                    return
                path.replace(path.with_name(f"{NOT_OURS}{path.name}"))
        durable.write(path, [raw])


def spooled(folder: Path) -> Iterator[tuple[int, bytes]]:
    """Entry sequence and parcel bytes of everything in a spool, in order."""
    for seq in sorted(_seqs(folder)):
        with durable.disk_errors():
            raw = (folder / _name(seq)).read_bytes()
        yield seq, raw


def has_stopped(folder: Path) -> bool:
    """Whether the desk of this spool has stopped; needs no key."""
    return (folder / STOPPED).exists()


def _seqs(folder: Path) -> set[int]:
    """Which entries a folder holds."""
    return {int(found[1]) for file in folder.iterdir() if (found := _NAME.fullmatch(file.name))}


def _name(seq: int) -> str:
    return f"{seq:010d}.parcel"


def _delete(folder: Path, seqs: Iterable[int]) -> None:
    for seq in seqs:
        (folder / _name(seq)).unlink(missing_ok=True)
