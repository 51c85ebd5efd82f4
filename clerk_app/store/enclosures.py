"""Enclosure files: sealed in chunks under keys that the database keeps, named by nothing that can be guessed."""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import insert

from clerk_app.contract.enclosures import CHUNK, LARGEST, TAG, open_chunk, seal_chunks, sealed_size, wrap_key
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import Damaged, Invalid, Refused
from clerk_app.ports.clock import Entropy
from clerk_app.ports.files import LightPage
from clerk_app.store import durable, file_kinds
from clerk_app.store.database import Database, compiled
from clerk_app.store.schema import journal_enclosure_key
from clerk_app.store.steps import Steps, unwatched

_KEY_BYTES = 32
_PIECE = 64 * 1024
_INSERT_KEY = compiled(insert(journal_enclosure_key).prefix_with("OR IGNORE"))
_KEY = "SELECT key, size FROM journal_enclosure_key WHERE sha256 = ?"
_KEYS = "SELECT sha256 FROM journal_enclosure_key"
_WRAP = "SELECT wrap FROM desk_transfer WHERE sha256 = ? AND wrap <> x''"
_KEEP_WRAP = "UPDATE desk_transfer SET wrap = ? WHERE sha256 = ?"
_UNWANTED = (
    "SELECT k.sha256 FROM journal_enclosure_key k"
    " WHERE NOT EXISTS (SELECT 1 FROM journal_enclosure e WHERE e.sha256 = k.sha256)"
    " AND NOT EXISTS (SELECT 1 FROM replica_document r WHERE r.sha256 = k.sha256)"
    " AND NOT EXISTS (SELECT 1 FROM desk_draft d WHERE instr(d.content, CAST(k.sha256 AS BLOB)) > 0)"
)
_FORGET_KEY = "DELETE FROM journal_enclosure_key WHERE sha256 = ?"


class DeskEnclosures:
    """The port ``Enclosures``: files in ``folder``, keys in the database.

    ``name_key`` is derived from the database key; ``centre_public`` is the centre's sealing key, for uploads.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        *,
        database_key: bytes,
        centre_public: bytes,
        entropy: Entropy,
        reached: Steps = unwatched,
    ) -> None:
        self._database = database
        self._folder = folder
        self._name_key = hmac.digest(database_key, b"salter enclosure names 1", "sha256")
        self._centre_public = centre_public
        self._entropy = entropy
        self._reached = reached
        with durable.disk_errors():
            folder.mkdir(parents=True, exist_ok=True)

    def keep(self, file: Path | LightPage, title: str, proof: str, *, original: bool) -> EnclosureRef:
        """Read, check and store a file or a page durably.

        Raises ``Invalid`` (``file_empty``, ``file_too_large``, ``file_kind_not_taken``, ``file_not_what_it_says``,
        ``file_unreadable``) and ``Unavailable`` (``disk_full``, ``disk_failed``).
        """
        try:
            with io.BytesIO(file.raw) if isinstance(file, LightPage) else file.open("rb") as source:
                head = source.read(file_kinds.HEAD)
                size = source.seek(0, 2)
                kind = _checked(file.name if isinstance(file, LightPage) else file, head, size)
                digest = _digest(source)
                self._store(source, digest, size)
        except OSError as error:
            raise Invalid("file_unreadable", field="file") from error
        return EnclosureRef(
            sha256=digest.hex(), size=size, media_type=kind, title=title, proof=proof, original=original
        )

    def adopt(self, ref: EnclosureRef, pieces: Iterator[bytes]) -> None:
        """Store durably what another desk file has kept; what is here already stays. Raises as ``pieces`` do."""
        digest = bytes.fromhex(ref.sha256)
        with self._database.reading() as connection:
            if connection.execute(_KEY, (ref.sha256,)).fetchone() is not None:
                return
        key = self._entropy.take(_KEY_BYTES)
        durable.write(self._folder / self._name(digest), seal_chunks(key, digest, pieces, ref.size))
        with self._database.writing() as connection:
            connection.execute(_INSERT_KEY, {"sha256": ref.sha256, "key": key, "size": ref.size})

    def put_back(self, ref: EnclosureRef, path: Path) -> None:
        """Store the file of an enclosure anew, whatever lies there: the same bytes under the same key.

        Raises ``Invalid`` (``enclosure_another``, ``file_unreadable``) and as ``upload``.
        """
        key, size = self._key(ref.sha256)
        digest = bytes.fromhex(ref.sha256)
        try:
            with path.open("rb") as source:
                if _digest(source) != digest:
                    raise Invalid("enclosure_another", field="file")
                durable.write(
                    self._folder / self._name(digest), seal_chunks(key, digest, _unchanged(source, digest), size)
                )
        except OSError as error:
            raise Invalid("file_unreadable", field="file") from error

    def read(self, ref: EnclosureRef) -> Iterator[bytes]:
        """The plain bytes, piece by piece; raises ``Refused('enclosure_erased')`` and ``Damaged``."""
        key, size = self._key(ref.sha256)
        digest = bytes.fromhex(ref.sha256)
        with self._opened(digest) as stored:
            for index in range(max(1, -(-size // CHUNK))):
                yield open_chunk(key, digest, index, stored.read(CHUNK + TAG), size)

    def upload(self, sha256: str, offset: int) -> Iterator[bytes]:
        """The upload (key wrap, then sealed chunks) from a byte offset on; the same bytes each time."""
        key, _size = self._key(sha256)
        digest = bytes.fromhex(sha256)
        wrap = self._wrap(sha256, key)
        if offset < len(wrap):
            yield wrap[offset:]
        with self._opened(digest) as stored:
            stored.seek(max(0, offset - len(wrap)))
            while piece := stored.read(_PIECE):
                yield piece

    def sweep(self) -> int:
        """Delete what no entry and no draft names, files without a key and unfinished ones; tells how many files.

        Run at start, before anybody encloses anything.
        """
        with self._database.writing() as connection:
            for row in connection.execute(_UNWANTED).fetchall():
                connection.execute(_FORGET_KEY, row)
            wanted = {self._name(bytes.fromhex(sha)) for (sha,) in connection.execute(_KEYS).fetchall()}
        with durable.disk_errors():
            orphans = [file for file in self._folder.iterdir() if file.name not in wanted]
            for file in orphans:
                file.unlink()
        return len(orphans)

    def _store(self, source: BinaryIO, digest: bytes, size: int) -> None:
        """Seal the file and keep its key, unless both are there already; the file is whole before its key is."""
        place = self._folder / self._name(digest)
        with self._database.reading() as connection:
            known = connection.execute(_KEY, (digest.hex(),)).fetchone()
        if known is not None and place.exists() and place.stat().st_size == sealed_size(size):
            return
        key = known[0] if known is not None else self._entropy.take(_KEY_BYTES)
        durable.write(place, seal_chunks(key, digest, _unchanged(source, digest), size))
        self._reached("after_enclosure_file")
        with self._database.writing() as connection:
            connection.execute(_INSERT_KEY, {"sha256": digest.hex(), "key": key, "size": size})
        self._reached("after_enclosure_key")

    def _key(self, sha256: str) -> tuple[bytes, int]:
        with self._database.reading() as connection:
            row = connection.execute(_KEY, (sha256,)).fetchone()
        if row is None:
            raise Refused("enclosure_erased")
        return row[0], row[1]

    def _wrap(self, sha256: str, key: bytes) -> bytes:
        """The sealed file key that an upload begins with: made once, since a later piece must fit the first."""
        with self._database.writing() as connection:
            row = connection.execute(_WRAP, (sha256,)).fetchone()
            if row is not None:
                return bytes(row[0])
            wrap = wrap_key(key, self._centre_public, bytes.fromhex(sha256))
            connection.execute(_KEEP_WRAP, (wrap, sha256))
        return wrap

    def _opened(self, digest: bytes) -> BufferedReader:
        try:
            return (self._folder / self._name(digest)).open("rb")
        except OSError as error:
            raise Damaged("enclosure_missing") from error

    def _name(self, digest: bytes) -> str:
        return hmac.digest(self._name_key, digest, "sha256").hex()


def _checked(path: Path, head: bytes, size: int) -> str:
    if size == 0:
        raise Invalid("file_empty", field="file")
    if size > LARGEST:
        raise Invalid("file_too_large", field="file", most=LARGEST // 2**20)
    return file_kinds.media_type(path, head)


def _digest(source: BinaryIO) -> bytes:
    source.seek(0)
    seen = hashlib.sha256()
    while piece := source.read(CHUNK):
        seen.update(piece)
    return seen.digest()


def _unchanged(source: BinaryIO, digest: bytes) -> Iterator[bytes]:
    """The file again in chunks; raises ``Invalid('file_unreadable')`` if it changed since it was measured."""
    source.seek(0)
    seen = hashlib.sha256()
    while piece := source.read(CHUNK):
        seen.update(piece)
        yield piece
    if seen.digest() != digest:
        raise Invalid("file_unreadable", field="file")
