"""Documents come down after everything else: asked for one at a time, kept only when they are what was told."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable

from clerk_app.contract.delivery import LARGEST
from clerk_app.domain.errors import Cancelled, CounterError, Damaged, Refused
from clerk_app.log import event
from clerk_app.ports.delivery import AwaitedDocument, CentreDocuments, DocumentsDue
from clerk_app.sync.write import Write

_LOG = logging.getLogger(__name__)
_SECOND = 1_000_000
_FIRST_WAIT, _LONGEST_WAIT = 60, 6 * 3600  # seconds


class DocumentChore:
    """Fetches what is not here yet; ``changed`` is told whose cases have a document more, ``alarm`` of bad bytes.

    ``now`` is microseconds UTC.
    """

    name = "documents"
    every = 300.0

    def __init__(
        self,
        centre: CentreDocuments,
        due: DocumentsDue,
        write: Write,
        *,
        now: Callable[[], int],
        changed: Callable[[frozenset[bytes]], None] = lambda _subjects: None,
        alarm: Callable[[str], None] = lambda _code: None,
    ) -> None:
        self._centre = centre
        self._due = due
        self._write = write
        self._now = now
        self._changed = changed
        self._alarm = alarm

    def run(self, pause: Callable[[], None]) -> None:
        """Fetch all that may be asked for now; raises when the line goes. One that is bad does not stop the others."""
        for document in self._write(lambda: self._due.awaited(self._now())):
            pause()
            try:
                plain = self._fetch(document, pause)
            except Cancelled:
                raise
            except (Damaged, Refused) as error:
                self._spoilt(document, error)
                continue
            self._write(lambda wanted=document, got=plain: self._due.kept(wanted, got))  # type: ignore[misc]
            self._changed(frozenset({document.subject}))

    def _fetch(self, document: AwaitedDocument, pause: Callable[[], None]) -> bytes:
        """The bytes, if they are what was told; raises ``Damaged('document_damaged')``."""
        size = document.ref.size
        if not 0 < size <= LARGEST:
            raise Damaged("document_damaged")
        sealed = bytearray()
        for piece in self._centre.document(document.id, size):
            sealed += piece
            pause()
        plain = self._centre.open_document(document.id, bytes(sealed))
        if hashlib.sha256(plain).hexdigest() != document.ref.sha256:
            raise Damaged("document_damaged")
        return plain

    def _spoilt(self, document: AwaitedDocument, error: CounterError) -> None:
        """Keep nothing, say so, and ask again later, each time after twice as long."""
        event(_LOG, "sync.document_failed", level=logging.WARNING, code=error.code)
        tries = self._write(lambda: self._due.tries(document))
        wait = min(_FIRST_WAIT * 2**tries, _LONGEST_WAIT)
        self._write(lambda: self._due.spoilt(document, self._now() + wait * _SECOND))
        self._alarm("document_damaged" if isinstance(error, Damaged) else error.code)
