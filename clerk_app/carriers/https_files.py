"""Enclosures, reference data and lists over HTTPS."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_app.carriers.problems import not_ours
from clerk_app.carriers.wire import PIECE, Answer, Wire, decoded, json_headers
from clerk_app.contract import canonical, lists, reference
from clerk_app.contract.enclosures import OFFSET_HEADER
from clerk_app.contract.exchange import ENCLOSURES, LISTS, REFERENCE
from clerk_app.contract.lists import ListAsked, ListPage
from clerk_app.contract.reference import Item, ReferenceAnswer

LENGTH_HEADER = "Upload-Length"
_LIKELY_ROW = 40  # bytes of one row of a list, packed
_LIKELY_REFERENCE = 256 * 1024  # what the first answer of a new desk weighs


class HttpsFiles:
    """The ports ``CentreFiles`` and ``CentreLists`` over HTTPS; data is believed only with the centre's signature."""

    def __init__(self, wire: Wire, centre_public: bytes) -> None:
        self._wire = wire
        self._centre_public = centre_public

    def reference(self, known: dict[str, int]) -> list[Item]:
        """Items newer than those known; raises ``Damaged('reference_forged')``."""
        body = canonical.encode(known)
        answer = self._wire.ask("POST", REFERENCE, body, headers=json_headers(), size=len(body) + _LIKELY_REFERENCE)
        return reference.verified(decoded(answer, ReferenceAnswer), self._centre_public)

    def list_page(self, asked: ListAsked) -> ListPage:
        """One page of a list; raises as the port says."""
        body = canonical.encode(asked)
        answer = self._wire.ask("POST", LISTS, body, headers=json_headers(), size=len(body) + asked.most * _LIKELY_ROW)
        return lists.verified(answer.body, asked, self._centre_public)

    def enclosure_offset(self, sha256: str) -> int:
        """How much of an upload the centre has; -1 when it has all."""
        return _offset(self._wire.ask("HEAD", f"{ENCLOSURES}/{sha256}"))

    def send_enclosure(self, sha256: str, offset: int, size: int, pieces: Iterator[bytes], *, length: int) -> int:
        """Send so many bytes from ``offset`` on, in writes small enough for a thin line; how many are there then.

        The length is told before, so that whoever takes no such body need not read it first.
        """
        headers = {
            OFFSET_HEADER: str(offset),
            LENGTH_HEADER: str(size),
            "Content-Type": "application/octet-stream",
            "Content-Length": str(length),
        }
        return _offset(
            self._wire.ask("PATCH", f"{ENCLOSURES}/{sha256}", _small(pieces), headers=headers, size=PIECE * 8)
        )

    def cut(self) -> None:
        """End whatever is under way on this wire, from another thread."""
        self._wire.cut()


def _small(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        for place in range(0, len(piece), PIECE):
            yield piece[place : place + PIECE]


def _offset(answer: Answer) -> int:
    """How much of an upload is there, as the centre said it; -1 for all."""
    try:
        return int(answer.headers[OFFSET_HEADER])
    except (KeyError, ValueError) as error:
        raise not_ours() from error
