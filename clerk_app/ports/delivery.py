"""Ports of delivery: documents at the centre, and in the desk file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from clerk_app.domain.bodies import EnclosureRef


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedDocument:
    """A document that the centre has told of, and that is not here: its id, what it is, whose case it belongs to."""

    id: str
    ref: EnclosureRef
    subject: bytes


class CentreDocuments(Protocol):
    """Documents at the centre."""

    def document(self, name: str, size: int) -> Iterator[bytes]:
        """The sealed bytes of a document of ``size`` plain bytes, piece by piece; raises as ``Line.send``."""

    def open_document(self, name: str, sealed: bytes) -> bytes:
        """The plain bytes; raises ``Damaged('seal_broken')``."""


class DocumentsDue(Protocol):
    """Which documents are still to be fetched."""

    def awaited(self, now: int) -> tuple[AwaitedDocument, ...]:
        """Those that are not here and may be asked for at ``now`` (microseconds UTC), oldest first."""

    def kept(self, document: AwaitedDocument, plain: bytes) -> None:
        """Store its bytes durably, encrypted; raises ``Unavailable`` (``disk_full``, ``disk_failed``)."""

    def spoilt(self, document: AwaitedDocument, again_at: int) -> None:
        """What came was not the document; it is asked for again at a time, not before."""

    def tries(self, document: AwaitedDocument) -> int:
        """How often what came was not the document."""
