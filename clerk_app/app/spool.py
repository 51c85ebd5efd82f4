"""The spool of a running desk: entries are sealed on a lane of their own, within a second of their commit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event
from typing import Protocol

from clerk_app.app.centre import exchange_identity
from clerk_app.app.place import Place
from clerk_app.domain.errors import CounterError
from clerk_app.domain.journal import Entry
from clerk_app.lanes import Lane, at_once
from clerk_app.log import event
from clerk_app.settings.identity import DeskIdentity
from clerk_app.store.durable import disk_errors
from clerk_app.store.spool import FolderSpool
from clerk_app.store.steps import Steps, unwatched

_LOG = logging.getLogger(__name__)
_PATIENCE = 5.0


def _nobody(_seq: int) -> None:
    """Before the file is open nobody can compare."""


class Unconfirmed(Protocol):
    """The part of the outbox that tells what must be in the spool."""

    def unconfirmed(self) -> tuple[int, ...]:
        """Sequences of all entries that the centre has not confirmed."""

    def entry(self, seq: int) -> Entry | None:
        """One entry of the journal."""

    def head(self) -> int:
        """The last entry of the journal."""


class KeptSpool:
    """Writes and deletes spool files in order; a folder that fails never stops an accept: it is said."""

    def __init__(self, place: Place, identity: DeskIdentity, reached: Steps = unwatched) -> None:
        second = Path(place.settings.copy_to) if place.settings.copy_to else None
        ours = exchange_identity(identity)
        self.folder = FolderSpool(
            place.paths.spool,
            second,
            desk=ours.desk,
            signer=ours.signer,
            recipients=ours.recipients,
            reached=reached,
        )
        self._beyond: Callable[[int], None] = _nobody
        self._before_accept = place.settings.spool_before_accept
        self._lane = Lane("spool", at_once)
        self.trouble = ""
        self._outbox: Unconfirmed | None = None

    def take(self, entry: Entry) -> None:
        """Seal an entry that was just committed; where policy says so, before "accepted" is shown."""
        done = Event()
        self._lane.submit(lambda: self._put(entry), lambda _none: done.set(), lambda _error: done.set())
        if self._before_accept:
            done.wait(_PATIENCE)

    def confirmed(self, seqs: Iterable[int]) -> None:
        """Delete what the centre has."""
        gone = tuple(seqs)
        self._lane.submit(lambda: self._drop(gone))

    def open(self, outbox: Unconfirmed, beyond: Callable[[int], None]) -> None:
        """Catch up, once the file is open; ``beyond`` is told of the last entry that lies here and not in it."""
        self._beyond = beyond
        self.catch_up(outbox)

    def catch_up(self, outbox: Unconfirmed) -> None:
        """Put what is missing, and drop what was confirmed, since the last run."""
        self._outbox = outbox
        self._lane.submit(lambda: self._catch_up(outbox))

    def stop(self) -> None:
        """The desk has stopped: what lies here stays as it is."""
        self._outbox = None
        self._lane.submit(self._stop)

    def look(self) -> str | None:
        """Try again what failed, and tell the code of what still does; empty when all is kept.

        Nothing before the outbox is known. A disk that does not come back in time is ``slow``.
        """
        if self._outbox is None:
            return None
        self.catch_up(self._outbox)
        return self.trouble if self.settle() else "slow"

    def settle(self, patience: float = _PATIENCE) -> bool:
        """Wait until everything submitted so far is on disk; tells whether it was within ``patience`` seconds."""
        done = Event()
        self._lane.submit(done.set)
        return done.wait(patience)

    def close(self) -> bool:
        """Finish what is queued."""
        return self._lane.close()

    def _put(self, entry: Entry) -> None:
        try:
            self.folder.put(entry)
        except CounterError as error:
            self._note(error)
        else:
            self.trouble = ""
        self._look_beyond()

    def _drop(self, gone: tuple[int, ...]) -> None:
        try:
            self.folder.confirmed(gone)
        except CounterError as error:  # unsaid, it would end the lane, and with it the spool
            self._note(error)

    def _note(self, error: CounterError) -> None:
        self.trouble = error.code
        event(_LOG, "spool.failed", level=logging.WARNING, code=error.code)

    def _catch_up(self, outbox: Unconfirmed) -> None:
        """Put what is missing in either folder, and drop what was confirmed, since the last run."""
        try:
            with disk_errors():
                self.folder.match(outbox.unconfirmed(), outbox.entry, outbox.head())
        except CounterError as error:
            self._note(error)
        else:
            self.trouble = ""
        self._look_beyond()

    def _stop(self) -> None:
        try:
            self.folder.stop()
        except CounterError as error:
            self._note(error)

    def _look_beyond(self) -> None:
        """Parcels of entries that the journal does not know prove that its file is an old copy."""
        if self.folder.beyond:
            self._beyond(self.folder.beyond)
