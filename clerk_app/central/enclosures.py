"""Enclosures: resumable uploads of sealed files, verified whole before they count.

The ciphertext stays as it came; its key is kept wrapped under the centre's storage key. Files are named by HMAC.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import and_, insert, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk, Desks
from clerk_app.central.doors import desk_of, drain
from clerk_app.central.keys import CentreKeys
from clerk_app.central.schema import ENCLOSURE
from clerk_app.central.turns import Turns
from clerk_app.contract.enclosures import (
    CHUNK,
    KEY_WRAP_BYTES,
    LARGEST,
    OFFSET_HEADER,
    TAG,
    open_chunk,
    unwrap_key,
    upload_size,
)
from clerk_app.domain.errors import Damaged, Invalid, Refused, Unavailable

LENGTH_HEADER = "Upload-Length"
COMPLETE = -1
MOST_BYTES = upload_size(LARGEST)
_NONCE = 12


class Enclosures:
    """Keeps uploads under one folder."""

    def __init__(self, database: Database, keys: CentreKeys, folder: Path, now: Now) -> None:
        self._database = database
        self._keys = keys
        self.folder = folder
        self._now = now

    def offset(self, desk: str, sha256: str) -> int:
        """How many bytes of an upload have arrived; ``COMPLETE`` when it was verified."""
        with self._database.read() as connection:
            asked = and_(
                ENCLOSURE.c.municipality == self._keys.municipality,
                ENCLOSURE.c.desk == desk,
                ENCLOSURE.c.sha256 == sha256,
            )
            if connection.execute(select(ENCLOSURE.c.size).where(asked)).first() is not None:
                return COMPLETE
        part = self._part(desk, sha256)
        return part.stat().st_size if part.exists() else 0

    def append(self, desk: str, sha256: str, piece: bytes) -> None:
        """Write on; raises ``Unavailable('disk_full')``."""
        self._write(self._part(desk, sha256), piece)

    def _write(self, part: Path, piece: bytes) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with part.open("ab") as file:
                file.write(piece)
        except OSError as error:
            raise Unavailable("disk_full") from error

    def finish(self, desk: str, sha256: str) -> None:
        """Verify every chunk and the whole; raises ``Damaged('enclosure_damaged')`` and forgets the upload."""
        self._keep(desk, sha256, self._part(desk, sha256))

    def carried(self, desk: str, sha256: str, pieces: Iterable[bytes]) -> bool:
        """Take a whole upload that came otherwise than by wire; tells whether it is new here.

        It is put together beside what the wire may be bringing at this moment, and counts instead. Raises as
        ``append`` and ``finish``, ``Invalid('too_large')``, and what ``pieces`` raise.
        """
        if self.offset(desk, sha256) == COMPLETE:
            return False
        part = self._part(desk, sha256).with_suffix(".carried")
        part.unlink(missing_ok=True)
        try:
            size = 0
            for piece in pieces:
                size += len(piece)
                if size > MOST_BYTES:
                    raise Invalid("too_large", what="enclosure")
                self._write(part, piece)
            if _plain_size(size) < 0 or upload_size(_plain_size(size)) != size:
                raise Damaged("enclosure_damaged")
            self._keep(desk, sha256, part)
        finally:
            part.unlink(missing_ok=True)
        return True

    def _keep(self, desk: str, sha256: str, part: Path) -> None:
        try:
            key, size = self._verified(part, bytes.fromhex(sha256))
        except Damaged as error:
            part.unlink()
            raise Damaged("enclosure_damaged") from error
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        name = part.with_suffix(".sealed").name
        part.rename(self.folder / name)
        row = {
            "municipality": self._keys.municipality,
            "desk": desk,
            "sha256": sha256,
            "file": name,
            "size": size,
            "key": self._wrap(key, name),
            "at": self._now(),
        }
        with self._database.write() as connection:
            same = and_(*(ENCLOSURE.c[name] == row[name] for name in ("municipality", "desk", "sha256")))
            if connection.execute(select(ENCLOSURE.c.size).where(same)).first() is None:  # else the other way was first
                connection.execute(insert(ENCLOSURE).values(row))

    def read(self, desk: str, sha256: str) -> Iterator[bytes]:
        """The plain pieces of a complete enclosure; raises ``Refused('enclosure_unknown')`` or ``Damaged``."""
        asked = and_(
            ENCLOSURE.c.municipality == self._keys.municipality, ENCLOSURE.c.desk == desk, ENCLOSURE.c.sha256 == sha256
        )
        with self._database.read() as connection:
            row = connection.execute(select(ENCLOSURE).where(asked)).one_or_none()
        if row is None:
            raise Refused("enclosure_unknown")
        cipher = ChaCha20Poly1305(self._keys.storage)
        key = cipher.decrypt(row.key[:_NONCE], row.key[_NONCE:], row.file.encode())
        yield from _plain(self.folder / row.file, key, bytes.fromhex(sha256), row.size)

    def _verified(self, part: Path, sha256: bytes) -> tuple[bytes, int]:
        """The file key and the plain size, if everything is as the digest says."""
        with part.open("rb") as file:
            key = unwrap_key(file.read(KEY_WRAP_BYTES), self._keys.seal, sha256)
        size = _plain_size(part.stat().st_size)
        digest = hashlib.sha256()
        for piece in _plain(part, key, sha256, size):
            digest.update(piece)
        if digest.digest() != sha256:
            raise Damaged("enclosure_damaged")
        return key, size

    def _wrap(self, key: bytes, name: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + ChaCha20Poly1305(self._keys.storage).encrypt(nonce, key, name.encode())

    def _part(self, desk: str, sha256: str) -> Path:
        named = f"{self._keys.municipality}\0{desk}\0{sha256}".encode()
        return self.folder / f"{hmac.digest(self._keys.storage, named, 'sha256').hex()[:32]}.part"


class EnclosureDoor:
    """The endpoint: ``HEAD`` tells the offset, ``PATCH`` (or ``PUT``) goes on from there.

    ``finished`` is told the digest of each file that is whole.
    """

    def __init__(self, desks: Desks, enclosures: Enclosures, finished: Callable[[str], None]) -> None:
        self._desks = desks
        self._enclosures = enclosures
        self._finished = finished
        self._turns: Turns[tuple[str, str]] = Turns()
        self._newest: dict[tuple[str, str], asyncio.Event] = {}

    async def serve(self, request: Request) -> Response:
        """Serve one request about one enclosure."""
        desk = await desk_of(request, self._desks)
        sha256 = request.path_params["sha256"]
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise Invalid("malformed", what="enclosure", where="sha256")
        with self._overtaking((desk.code, sha256)) as overtaken:
            async with self._turns.of((desk.code, sha256)):
                if request.method != "HEAD":
                    await self._receive(request, desk, sha256, overtaken)
                offset = await run_in_threadpool(self._enclosures.offset, desk.code, sha256)
        return Response(status_code=204, headers={OFFSET_HEADER: str(offset)})

    @contextmanager
    def _overtaking(self, key: tuple[str, str]) -> Iterator[asyncio.Event]:
        """End whatever request of this desk is about the same file: its line has died, and may never say so.

        The event is set when another one comes.
        """
        if key in self._newest:
            self._newest[key].set()
        mine = self._newest[key] = asyncio.Event()
        try:
            yield mine
        finally:
            if self._newest.get(key) is mine:
                del self._newest[key]

    async def _receive(self, request: Request, desk: Desk, sha256: str, overtaken: asyncio.Event) -> None:
        """Take bytes from the offset on; raises ``Refused('offset_wrong')`` with the right one."""
        stream = request.stream()
        length, start = _header(request, LENGTH_HEADER), _header(request, OFFSET_HEADER)
        if length > MOST_BYTES or _plain_size(length) < 0 or upload_size(_plain_size(length)) != length:
            await drain(stream)
            raise Invalid("too_large" if length > MOST_BYTES else "malformed", what="enclosure", where="length")
        offset = await run_in_threadpool(self._enclosures.offset, desk.code, sha256)
        if offset != start:
            await drain(stream)
            raise Refused("offset_wrong", offset=offset)
        async for piece in _until(overtaken, stream):
            if offset + len(piece) > length:
                await drain(stream)
                raise Invalid("too_large", what="enclosure")
            await run_in_threadpool(self._enclosures.append, desk.code, sha256, piece)
            offset += len(piece)
        if offset == length:
            await run_in_threadpool(self._enclosures.finish, desk.code, sha256)
            await run_in_threadpool(self._finished, sha256)


async def _until(overtaken: asyncio.Event, stream: AsyncGenerator[bytes]) -> AsyncIterator[bytes]:
    """The pieces of a body as they come; raises ``Unavailable('enclosure_unfinished')`` once it is overtaken."""
    given_up = asyncio.ensure_future(overtaken.wait())
    try:
        while True:
            piece = asyncio.ensure_future(anext(stream, None))
            await asyncio.wait({piece, given_up}, return_when=asyncio.FIRST_COMPLETED)
            if overtaken.is_set():
                piece.cancel()
                raise Unavailable("enclosure_unfinished")
            if (got := piece.result()) is None:
                return
            yield got
    finally:
        given_up.cancel()


def _plain(path: Path, key: bytes, sha256: bytes, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(KEY_WRAP_BYTES)
        for index in range(max(0, (size - 1) // CHUNK) + 1):
            yield open_chunk(key, sha256, index, file.read(CHUNK + TAG), size)


def _plain_size(upload: int) -> int:
    """The size of the plain file whose whole upload has so many bytes."""
    sealed = upload - KEY_WRAP_BYTES
    return sealed - TAG * -(-sealed // (CHUNK + TAG))


def _header(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid("malformed", what="enclosure", where=name)
    return int(text)
