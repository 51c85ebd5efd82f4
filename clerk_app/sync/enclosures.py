"""Enclosures go up after the entries that name them, one at a time, resumed where the centre stopped."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from clerk_app.contract.enclosures import KEY_WRAP_BYTES, sealed_size
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import Cancelled, CounterError, Unavailable
from clerk_app.log import event
from clerk_app.ports.centre import CentreFiles
from clerk_app.ports.files import Enclosures, Uploads
from clerk_app.sync.body_sizes import BODY_LIMIT, BodySizes
from clerk_app.sync.retry import Again, decide
from clerk_app.sync.write import Write

_LOG = logging.getLogger(__name__)
PIECE = 4096
COMPLETE = -1


class EnclosureChore:
    """Uploads what the centre does not have yet; one that fails for itself does not stop the others.

    ``changed`` is told whose requests need attention for an enclosure, or need it no longer. What does not fit, by its
    size in bytes, waits. ``sizes`` knows in how long bodies one may go on this network.
    """

    name = "enclosures"
    every = 300.0

    def __init__(
        self,
        files: CentreFiles,
        enclosures: Enclosures,
        uploads: Uploads,
        write: Write,
        changed: Callable[[frozenset[bytes]], None] = lambda _subjects: None,
        *,
        fits: Callable[[int], bool] = lambda _size: True,
        sizes: BodySizes | None = None,
    ) -> None:
        self._files = files
        self._enclosures = enclosures
        self._uploads = uploads
        self._write = write
        self._changed = changed
        self._fits = fits
        self._sizes = sizes or BodySizes()

    def run(self, pause: Callable[[], None]) -> None:
        """Upload all that wait; raises when the line goes, or the centre wants nothing of this desk.

        One that is refused for itself is held for a person, and its bytes burden the line no more until then.
        """
        for ref in self._write(self._uploads.waiting):
            if not self._fits(ref.size):
                continue
            pause()
            offset = self._files.enclosure_offset(ref.sha256)
            try:
                self._upload(ref, offset, pause)
            except Cancelled:
                raise
            except CounterError as error:
                self._note(ref, error, offset)
                if _passes(error):
                    raise
            else:
                self._done(ref)

    def _upload(self, ref: EnclosureRef, offset: int, pause: Callable[[], None]) -> None:
        """In one body if it may be, else in as many as it takes; the centre says after each how far it has come."""
        whole = KEY_WRAP_BYTES + sealed_size(ref.size)
        while offset != COMPLETE:
            length = self._sizes.most(whole - offset)
            try:
                reached = self._files.send_enclosure(
                    ref.sha256, offset, whole, self._pieces(ref, offset, length, pause), length=length
                )
            except Unavailable as error:
                if error.code != BODY_LIMIT or not self._sizes.refused(length):
                    raise
                event(_LOG, "sync.enclosure_in_parts", bytes=length)
                offset = self._files.enclosure_offset(ref.sha256)
                continue
            self._sizes.took(length)
            if reached != COMPLETE and not offset + length == reached < whole:
                raise Unavailable("enclosure_unfinished")
            offset = reached

    def _done(self, ref: EnclosureRef) -> None:
        self._tell(self._write(lambda: self._uploads.uploaded(ref.sha256)))

    def _note(self, ref: EnclosureRef, error: CounterError, offset: int) -> None:
        """Remember it durably: a program that is started anew has not forgotten."""
        held = not _passes(error)
        event(_LOG, "sync.enclosure_failed", level=logging.WARNING, code=error.code, held=held)
        self._tell(self._write(lambda: self._uploads.failed(ref.sha256, error.code, offset, held=held)))

    def _tell(self, subjects: frozenset[bytes]) -> None:
        if subjects:
            self._changed(subjects)

    def _pieces(self, ref: EnclosureRef, offset: int, length: int, pause: Callable[[], None]) -> Iterator[bytes]:
        for part in self._enclosures.upload(ref.sha256, offset):
            for place in range(0, min(len(part), length), PIECE):
                pause()
                yield part[place : min(place + PIECE, length)]
            length -= len(part)
            if length <= 0:
                return


def _passes(error: CounterError) -> bool:
    """Whether it is a trouble of the line or the moment, after which trying again may do."""
    return isinstance(decide(error, 0, 0.0, 0.0), Again)
