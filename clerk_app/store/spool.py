"""The spool: each unconfirmed entry as a sealed parcel of its own, in a folder or two that outlive the database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from clerk_app.contract import parcel
from clerk_app.contract.entries import row_of
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.parcel import ParcelHead
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.journal import Entry
from clerk_app.store import durable
from clerk_app.store.steps import Steps, unwatched

OUTSIDE_THE_COUNT = 0
_NAME = re.compile(r"(\d{10})\.parcel")


class FolderSpool:
    """The port ``Spool``; needs the desk's own keys only, so it works with nobody signed in.

    ``recipients`` are public sealing keys: the centre's, and the office relay's where there is one. ``copy_to`` is a
    second folder on another disk; parcels lie in a folder of it that has the desk's code, so that a desk which takes
    the place of a dead one leaves its parcels alone.
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
        with durable.disk_errors():
            folder.mkdir(parents=True, exist_ok=True)
            for unfinished in folder.glob(f"*{durable.UNFINISHED}"):
                unfinished.unlink()

    def put(self, entry: Entry) -> None:
        """Seal one entry to the centre and write it durably to the spool and the second folder, if set.

        Raises ``Unavailable``: ``disk_full`` or ``disk_failed`` for the spool; ``copy_folder_failed`` when the spool
        has it and only the second folder does not. Nothing of this undoes an accept.
        """
        raw = self._sealed(entry)
        durable.write(self._folder / _name(entry.header.seq), [raw])
        self._reached("after_spool")
        if self._copy_to is not None:
            self._copy(self._copy_to, entry.header.seq, raw)
            self._reached("after_copy")

    def parcels(self) -> Iterator[tuple[int, bytes]]:
        """Entry sequence and parcel bytes of everything spooled, in order."""
        for seq in sorted(self._seqs(self._folder)):
            with durable.disk_errors():
                raw = (self._folder / _name(seq)).read_bytes()
            yield seq, raw

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

    def match(self, unconfirmed: Iterable[int], entry: Callable[[int], Entry | None]) -> None:
        """Make the spool hold exactly what is unconfirmed: after a start, and after a crash between commit and spool.

        Raises as ``put``.
        """
        wanted, there = set(unconfirmed), self._seqs(self._folder)
        self.confirmed(there - wanted)
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
            durable.write(folder / _name(seq), [raw])
        except Unavailable as error:
            self._copy_behind = True
            raise Unavailable("copy_folder_failed") from error

    def _catch_up(self, folder: Path) -> None:
        """Make the second folder hold what the spool holds."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            wanted, there = self._seqs(self._folder), self._seqs(folder)
            for seq in sorted(wanted - there):
                durable.write(folder / _name(seq), [(self._folder / _name(seq)).read_bytes()])
            _delete(folder, there - wanted)
        except (OSError, Unavailable) as error:
            raise Unavailable("copy_folder_failed") from error
        self._copy_behind = False

    def _seqs(self, folder: Path) -> set[int]:
        """Which entries a folder holds."""
        return {int(found[1]) for file in folder.iterdir() if (found := _NAME.fullmatch(file.name))}


def _name(seq: int) -> str:
    return f"{seq:010d}.parcel"


def _delete(folder: Path, seqs: Iterable[int]) -> None:
    for seq in seqs:
        (folder / _name(seq)).unlink(missing_ok=True)
