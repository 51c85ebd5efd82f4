"""Documents that the centre put to cases: which are here, encrypted as enclosures are, and which are to be fetched."""

from __future__ import annotations

import io
from collections.abc import Iterator

from clerk_app.contract import canonical
from clerk_app.contract.enclosures import CHUNK
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.delivery_told import DocumentCame
from clerk_app.domain.errors import Invalid
from clerk_app.ports.delivery import AwaitedDocument
from clerk_app.store.database import Connection, Database
from clerk_app.store.enclosures import DeskEnclosures

_AWAITED = (
    "SELECT e.body, r.subject FROM replica_event e JOIN replica_request r ON r.desk = e.desk AND r.seq = e.seq"
    " LEFT JOIN replica_document d ON d.desk = e.desk AND d.seq = e.seq AND d.version = e.version"
    " WHERE e.kind = 'document' AND r.subject IS NOT NULL AND coalesce(d.here, 0) = 0"
    " AND coalesce(d.again_at, 0) <= ? ORDER BY e.position"
)
_OWN = (
    "SELECT 1 FROM journal_enclosure e JOIN journal_enclosure_key k ON k.sha256 = e.sha256 WHERE e.sha256 = ? LIMIT 1"
)
_PLACE = (
    "SELECT e.desk, e.seq, e.version, e.body FROM replica_event e JOIN replica_request r ON r.desk = e.desk"
    " AND r.seq = e.seq WHERE e.kind = 'document' AND r.subject = ?"
)
_PUT = (
    "INSERT INTO replica_document(desk, seq, version, sha256, here, tries, again_at)"
    " VALUES(:desk, :seq, :version, :sha256, :here, :tries, :again_at) ON CONFLICT(desk, seq, version) DO UPDATE SET"
    " here = :here, tries = :tries, again_at = :again_at"
)
_TRIES = "SELECT tries FROM replica_document WHERE desk = ? AND seq = ? AND version = ?"
_OF_ENTRY = "SELECT sha256 FROM replica_document WHERE desk = ? AND seq = ?"
_FORGET = "DELETE FROM replica_document WHERE desk = ? AND seq = ?"
_FORGET_KEY = (
    "DELETE FROM journal_enclosure_key WHERE sha256 = :sha256"
    " AND NOT EXISTS (SELECT 1 FROM journal_enclosure e WHERE e.sha256 = :sha256)"
    " AND NOT EXISTS (SELECT 1 FROM replica_document d WHERE d.sha256 = :sha256)"
)
_ENTRIES = "SELECT desk, seq FROM replica_request WHERE subject = ?"


class DeskDocuments:
    """The port ``DocumentsDue`` on the desk file; the bytes lie among the enclosures."""

    def __init__(self, database: Database, enclosures: DeskEnclosures) -> None:
        self._database = database
        self._enclosures = enclosures

    def awaited(self, now: int) -> tuple[AwaitedDocument, ...]:
        """Those that are not here and may be asked for now, oldest first; what was made here never left."""
        with self._database.reading() as connection:
            rows = connection.execute(_AWAITED, (now,)).fetchall()
            told = [_awaited(canonical.decode(body, DocumentCame), bytes(subject)) for body, subject in rows]
            own = {one.ref.sha256 for one in told if connection.execute(_OWN, (one.ref.sha256,)).fetchone()}
        return tuple(one for one in told if one.ref.sha256 not in own)

    def kept(self, document: AwaitedDocument, plain: bytes) -> None:
        """Store its bytes durably, then say that it is here."""
        self._enclosures.adopt(document.ref, _chunks(plain))
        self._note(document, here=True, tries=0, again_at=0)

    def spoilt(self, document: AwaitedDocument, again_at: int) -> None:
        """What came was not the document; it is asked for again at a time, not before."""
        self._note(document, here=False, tries=self.tries(document) + 1, again_at=again_at)

    def tries(self, document: AwaitedDocument) -> int:
        """How often what came was not the document."""
        with self._database.reading() as connection:
            place = _place(connection, document)
            row = connection.execute(_TRIES, place).fetchone() if place is not None else None
        return int(row[0]) if row is not None else 0

    def _note(self, document: AwaitedDocument, *, here: bool, tries: int, again_at: int) -> None:
        """Write down how it stands; of a case that has left meanwhile nothing."""
        with self._database.writing() as connection:
            place = _place(connection, document)
            if place is None:
                return
            desk, seq, version = place
            row = {"desk": desk, "seq": seq, "version": version, "sha256": document.ref.sha256}
            connection.execute(_PUT, row | {"here": int(here), "tries": tries, "again_at": again_at})


def forget_of_entry(connection: Connection, desk: str, seq: int) -> None:
    """Forget the documents of a case, and the keys of their files; the files go at the next sweep."""
    enclosed = [{"sha256": sha256} for (sha256,) in connection.execute(_OF_ENTRY, (desk, seq)).fetchall()]
    connection.execute(_FORGET, (desk, seq))
    connection.executemany(_FORGET_KEY, enclosed)


def forget(connection: Connection, subject: bytes) -> None:
    """Forget the documents of a subject."""
    for desk, seq in connection.execute(_ENTRIES, (subject,)).fetchall():
        forget_of_entry(connection, desk, seq)


def _awaited(came: DocumentCame, subject: bytes) -> AwaitedDocument:
    ref = EnclosureRef(sha256=came.sha256, size=came.size, media_type=came.media_type, title=came.title)
    return AwaitedDocument(id=came.id, ref=ref, subject=subject)


def _place(connection: Connection, document: AwaitedDocument) -> tuple[str, int, int] | None:
    """Under which change of which case a document was told."""
    for desk, seq, version, body in connection.execute(_PLACE, (document.subject,)).fetchall():
        try:
            if canonical.decode(body, DocumentCame).id == document.id:
                return desk, seq, version
        except Invalid:
            continue
    return None


def _chunks(plain: bytes) -> Iterator[bytes]:
    source = io.BytesIO(plain)
    while piece := source.read(CHUNK):
        yield piece
