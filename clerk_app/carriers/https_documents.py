"""Documents over HTTPS, sealed to this desk."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_app.carriers.problems import not_ours, translated
from clerk_app.carriers.wire import SILENCE, SLOWEST, Wire
from clerk_app.contract.delivery import DOCUMENTS, open_document, sealed_document_size
from clerk_app.contract.keys import SealingKey


class HttpsDocuments:
    """Port ``CentreDocuments`` over HTTPS; who reads slowly lets the line go to what presses."""

    def __init__(self, wire: Wire, opener: SealingKey) -> None:
        self._wire = wire
        self._opener = opener

    def document(self, name: str, size: int) -> Iterator[bytes]:
        """The sealed bytes as they come; raises ``Unavailable`` for more of them than were told."""
        left = sealed_document_size(size)
        asked = self._wire.stream("GET", f"{DOCUMENTS}/{name}", patience=SILENCE + size / SLOWEST)
        with asked as response, translated(answered=True):
            for piece in response.iter_raw():
                left -= len(piece)
                if left < 0:
                    raise not_ours()
                yield piece

    def open_document(self, name: str, sealed: bytes) -> bytes:
        """The plain bytes."""
        return open_document(sealed, self._opener, name)
