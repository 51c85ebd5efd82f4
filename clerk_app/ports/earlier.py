"""Port: the desk that this computer was before, as its file lies aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from clerk_app.domain.bodies import EnclosureRef, RequestReceived
from clerk_app.domain.journal import Entry
from clerk_app.ports.desk_file import Draft


@dataclass(frozen=True, slots=True)
class EarlierRequest:
    """A request as it was received there, with the fields that were corrected since."""

    subject: bytes
    body: RequestReceived


class Earlier(Protocol):
    """Reads what no centre may have; never writes."""

    def requests(self, seqs: Iterable[int]) -> tuple[EarlierRequest, ...]:
        """The requests that these entries received, in order; without those that were annulled or erased."""

    def changes(self, seqs: Iterable[int]) -> tuple[Entry, ...]:
        """The corrections and annulments among these entries, of requests that none of them received, in order."""

    def drafts(self) -> tuple[Draft, ...]:
        """The drafts of every clerk."""

    def enclosure(self, ref: EnclosureRef) -> Iterator[bytes]:
        """The plain bytes of an enclosure; raises ``Refused`` and ``Damaged`` where it is not there any more."""
