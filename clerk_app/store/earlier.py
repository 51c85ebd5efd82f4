"""The file of the desk that this computer was before: what is read of it when this desk takes its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clerk_app.contract.entries import body_of
from clerk_app.domain.bodies import EnclosureRef, RequestAnnulled, RequestCorrected, RequestReceived
from clerk_app.domain.journal import Entry, Header
from clerk_app.ports.desk_file import Draft
from clerk_app.ports.earlier import EarlierRequest
from clerk_app.store import entry_rows
from clerk_app.store.database import Connection, Database
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.journal import RECEIVED

_DESK = "SELECT value FROM desk_setting WHERE name = 'desk'"
_CHANGES = frozenset({"request.corrected", "request.annulled"})
_DRAFTS = "SELECT id, content, saved, clerk FROM desk_draft ORDER BY saved, id"


class EarlierFile:
    """The port ``Earlier`` on an open file; ``enclosures`` are those of that file."""

    def __init__(self, database: Database, enclosures: DeskEnclosures) -> None:
        self._database = database
        self._enclosures = enclosures

    def requests(self, seqs: Iterable[int]) -> tuple[EarlierRequest, ...]:
        """The requests that these entries received, in order; without those that were annulled or erased."""
        with self._database.reading() as connection:
            entries = _entries(connection, seqs)
            found = [_request(connection, entry.header) for entry in entries if entry.header.kind == RECEIVED]
        return tuple(request for request in found if request is not None)

    def changes(self, seqs: Iterable[int]) -> tuple[Entry, ...]:
        """The corrections and annulments among these entries, of requests that none of them received, in order."""
        with self._database.reading() as connection:
            entries = _entries(connection, seqs)
        own = {entry.header.subject for entry in entries if entry.header.kind == RECEIVED}
        return tuple(entry for entry in entries if entry.header.kind in _CHANGES and entry.header.subject not in own)

    def drafts(self) -> tuple[Draft, ...]:
        """The drafts of every clerk."""
        with self._database.reading() as connection:
            rows = connection.execute(_DRAFTS).fetchall()
        return tuple(Draft(id=name, content=content, saved=saved, clerk=clerk) for name, content, saved, clerk in rows)

    def enclosure(self, ref: EnclosureRef) -> Iterator[bytes]:
        """The plain bytes of an enclosure; raises ``Refused`` and ``Damaged`` where it is not there any more."""
        return self._enclosures.read(ref)


def _entries(connection: Connection, seqs: Iterable[int]) -> tuple[Entry, ...]:
    """These entries in their order, as far as their bodies are still there."""
    (desk,) = connection.execute(_DESK).fetchone()
    found = (entry_rows.one(connection, desk, seq) for seq in sorted(seqs))
    return tuple(entry for entry in found if entry is not None and entry.body is not None)


def _request(connection: Connection, header: Header) -> EarlierRequest | None:
    """What all entries about a subject make of it; nothing of one that was annulled."""
    received: RequestReceived | None = None
    for entry in entry_rows.of_subject(connection, header.desk, header.subject):
        body = body_of(entry.header.kind, entry.header.version, entry.body) if entry.body is not None else None
        if isinstance(body, RequestAnnulled):
            return None
        if isinstance(body, RequestReceived):
            received = body
        elif isinstance(body, RequestCorrected) and received is not None:
            received = replace(received, form=received.form | body.form)
    return EarlierRequest(header.subject, received) if received is not None else None
