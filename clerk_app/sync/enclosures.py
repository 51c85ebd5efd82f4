"""Enclosures go up after the entries that name them, one at a time, resumed where the centre stopped."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from clerk_app.contract.enclosures import KEY_WRAP_BYTES, sealed_size
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import Damaged, Invalid, Refused
from clerk_app.log import event
from clerk_app.ports.centre import CentreFiles
from clerk_app.ports.files import Enclosures, Uploads
from clerk_app.sync.write import Write

_LOG = logging.getLogger(__name__)
PIECE = 4096
COMPLETE = -1


class EnclosureChore:
    """Uploads what the centre does not have yet; one that fails for itself does not stop the others."""

    name = "enclosures"
    every = 300.0

    def __init__(self, files: CentreFiles, enclosures: Enclosures, uploads: Uploads, write: Write) -> None:
        self._files = files
        self._enclosures = enclosures
        self._uploads = uploads
        self._write = write

    def run(self, pause: Callable[[], None]) -> None:
        """Upload all that wait; raises ``Unavailable`` when the line goes, and the first refusal at the end."""
        failed: Refused | Invalid | Damaged | None = None
        for ref in self._write(self._uploads.waiting):
            pause()
            try:
                self._upload(ref, pause)
            except (Refused, Invalid, Damaged) as error:
                event(_LOG, "sync.enclosure_failed", level=logging.WARNING, code=error.code)
                failed = failed or error
        if failed is not None:
            raise failed

    def _upload(self, ref: EnclosureRef, pause: Callable[[], None]) -> None:
        offset = self._files.enclosure_offset(ref.sha256)
        if offset != COMPLETE:
            whole = KEY_WRAP_BYTES + sealed_size(ref.size)
            self._files.send_enclosure(ref.sha256, offset, whole, self._pieces(ref, offset, pause))
            offset = self._files.enclosure_offset(ref.sha256)
        if offset == COMPLETE:
            self._write(lambda: self._uploads.uploaded(ref.sha256))

    def _pieces(self, ref: EnclosureRef, offset: int, pause: Callable[[], None]) -> Iterator[bytes]:
        for part in self._enclosures.upload(ref.sha256, offset):
            for place in range(0, len(part), PIECE):
                pause()
                yield part[place : place + PIECE]
