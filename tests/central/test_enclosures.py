"""Enclosures: resumable, verified whole, and readable at the centre only with its keys."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
from collections.abc import Iterator

import httpx
import pytest

from clerk_app.contract import canonical, enclosures
from clerk_app.contract.enclosures import CHUNK, LARGEST, OFFSET_HEADER, seal_chunks, upload_size, wrap_key
from clerk_app.contract.exchange import ENCLOSURES, Problem
from clerk_app.domain.errors import Damaged, Invalid, Refused
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk


def upload_of(desk: LoneDesk, plain: bytes, key: bytes) -> bytes:
    digest = hashlib.sha256(plain).digest()
    pieces = [plain[place : place + CHUNK] for place in range(0, len(plain), CHUNK)] or [b""]
    return wrap_key(key, desk.anchor.centre_seal, digest) + b"".join(seal_chunks(key, digest, pieces, len(plain)))


def target(plain: bytes) -> str:
    return f"{ENCLOSURES}/{hashlib.sha256(plain).hexdigest()}"


def send(caller: Caller, desk: LoneDesk, plain: bytes, offset: int, piece: bytes, length: int) -> httpx.Response:
    headers = {OFFSET_HEADER: str(offset), "Upload-Length": str(length)}
    return caller.ask(desk, "PATCH", target(plain), content=piece, headers=headers)


def offset(caller: Caller, desk: LoneDesk, plain: bytes) -> int:
    return int(caller.ask(desk, "HEAD", target(plain)).headers[OFFSET_HEADER])


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 2 * CHUNK + 77])
def test_an_upload_in_pieces_is_whole_at_the_end(shared: Running, caller: Caller, desk: LoneDesk, size: int) -> None:
    plain = secrets.token_bytes(size)
    upload = upload_of(desk, plain, bytes(32))
    half = len(upload) // 2
    assert offset(caller, desk, plain) == 0
    assert send(caller, desk, plain, 0, upload[:half], len(upload)).headers[OFFSET_HEADER] == str(half)
    assert offset(caller, desk, plain) == half
    assert send(caller, desk, plain, half, upload[half:], len(upload)).headers[OFFSET_HEADER] == "-1"
    assert offset(caller, desk, plain) == -1
    digest = hashlib.sha256(plain).hexdigest()
    assert b"".join(shared.central.parts.enclosures.read(desk.code, digest)) == plain
    with pytest.raises(Refused, match="enclosure_unknown"):
        list(shared.central.parts.enclosures.read("ZZ", digest))


def test_a_wrong_offset_is_told_the_right_one(caller: Caller, desk: LoneDesk) -> None:
    plain = secrets.token_bytes(1000)
    upload = upload_of(desk, plain, bytes(32))
    send(caller, desk, plain, 0, upload[:300], len(upload))
    for wrong in (0, 200, 301):
        reply = send(caller, desk, plain, wrong, upload[300:], len(upload))
        assert (reply.status_code, canonical.decode(reply.content, Problem).code) == (409, "offset_wrong")
        assert reply.headers[OFFSET_HEADER] == "300"
    assert send(caller, desk, plain, 300, upload[300:], len(upload)).is_success


@pytest.mark.parametrize("place", [0, enclosures.KEY_WRAP_BYTES, -1])
def test_damage_is_found_and_the_upload_begins_anew(caller: Caller, desk: LoneDesk, place: int) -> None:
    plain = secrets.token_bytes(1000)
    upload = upload_of(desk, plain, bytes(32))
    spoilt = bytearray(upload)
    spoilt[place] ^= 1
    reply = send(caller, desk, plain, 0, bytes(spoilt), len(upload))
    assert (reply.status_code, canonical.decode(reply.content, Problem).code) == (422, "enclosure_damaged")
    assert offset(caller, desk, plain) == 0
    assert send(caller, desk, plain, 0, upload, len(upload)).is_success


def test_a_file_under_a_name_that_is_not_its_digest_is_damage(caller: Caller, desk: LoneDesk) -> None:
    plain, other = secrets.token_bytes(100), secrets.token_bytes(100)
    reply = send(caller, desk, other, 0, upload_of(desk, plain, bytes(32)), len(upload_of(desk, plain, bytes(32))))
    assert canonical.decode(reply.content, Problem).code == "enclosure_damaged"


def test_what_is_too_large_or_nonsense_is_refused_before_it_is_read(caller: Caller, desk: LoneDesk) -> None:
    plain = b"x"
    for length, code in ((10**9, "too_large"), (5, "malformed"), (upload_size(0) - 1, "malformed"), (100, "too_large")):
        reply = send(caller, desk, plain, 0, bytes(200), length)
        assert canonical.decode(reply.content, Problem).code == code
    reply = caller.ask(desk, "HEAD", f"{ENCLOSURES}/nonsense")
    assert reply.status_code == 422


def test_the_centre_takes_the_largest_file_that_a_desk_takes(caller: Caller, desk: LoneDesk) -> None:
    plain, most = b"the largest", upload_size(LARGEST)
    assert send(caller, desk, plain, 0, bytes(200), most).headers[OFFSET_HEADER] == "200"
    for length in (upload_size(LARGEST + 1), 2 * most):
        reply = send(caller, desk, plain, 200, bytes(200), length)
        assert (reply.status_code, canonical.decode(reply.content, Problem).code) == (413, "too_large")


def test_files_at_the_centre_are_neither_readable_nor_named_after_content(
    shared: Running, caller: Caller, desk: LoneDesk
) -> None:
    plain = "Пробић".encode() * 100
    upload = upload_of(desk, plain, bytes(32))
    send(caller, desk, plain, 0, upload, len(upload))
    folder = shared.central.parts.enclosures.folder
    names = [path.name for path in folder.iterdir()]
    assert names
    assert not any(hashlib.sha256(plain).hexdigest() in name for name in names)
    assert all("Пробић".encode() not in path.read_bytes() for path in folder.iterdir())


def test_one_that_came_otherwise_is_whole_and_the_wire_hears_of_it(
    shared: Running, caller: Caller, desk: LoneDesk
) -> None:
    plain = secrets.token_bytes(CHUNK + 77)
    upload, digest = upload_of(desk, plain, bytes(32)), hashlib.sha256(plain).hexdigest()
    kept = shared.central.parts.enclosures
    send(caller, desk, plain, 0, upload[:300], len(upload))
    for wrong in (upload[:-1], upload[:-1] + bytes([upload[-1] ^ 1]), b""):
        with pytest.raises(Damaged, match="enclosure_damaged"):
            kept.carried(desk.code, digest, [wrong])
    assert offset(caller, desk, plain) == 300
    assert kept.carried(desk.code, digest, [upload[:1000], upload[1000:]])
    assert not kept.carried(desk.code, digest, [upload])
    assert offset(caller, desk, plain) == -1
    assert b"".join(kept.read(desk.code, digest)) == plain
    assert not list(kept.folder.glob("*.carried"))


def test_the_wire_may_end_what_a_stick_has_brought_meanwhile(shared: Running, desk: LoneDesk) -> None:
    plain = secrets.token_bytes(1000)
    upload, digest = upload_of(desk, plain, bytes(32)), hashlib.sha256(plain).hexdigest()
    kept = shared.central.parts.enclosures
    kept.append(desk.code, digest, upload)
    kept.carried(desk.code, digest, [upload])
    kept.finish(desk.code, digest)
    assert b"".join(kept.read(desk.code, digest)) == plain


def test_more_than_a_file_may_have_is_not_put_together(shared: Running, desk: LoneDesk) -> None:
    whole = (bytes(8 * 1024 * 1024) for _ in range(1 + upload_size(LARGEST) // (8 * 1024 * 1024)))
    with pytest.raises(Invalid, match="too_large"):
        shared.central.parts.enclosures.carried(desk.code, "ab" * 32, whole)


def test_an_upload_goes_on_though_the_line_of_the_one_before_has_died_without_a_word(
    shared: Running, caller: Caller, desk: LoneDesk
) -> None:
    plain = secrets.token_bytes(CHUNK)
    upload = upload_of(desk, plain, bytes(32))
    sent, over = threading.Event(), threading.Event()

    def silent() -> Iterator[bytes]:
        yield upload[:1000]
        sent.set()
        assert over.wait(20)

    def hang() -> None:
        headers = {OFFSET_HEADER: "0", "Upload-Length": str(len(upload))}
        with Caller(shared.url, desk.anchor) as dead, contextlib.suppress(httpx.TransportError):
            dead.ask(desk, "PATCH", target(plain), content=silent(), headers=headers)

    hanging = threading.Thread(target=hang)
    hanging.start()
    try:
        assert sent.wait(20)
        while not shared.central.parts.enclosures.offset(desk.code, hashlib.sha256(plain).hexdigest()):
            """The first bytes are on their way to the disk."""
        reached = offset(caller, desk, plain)
        assert send(caller, desk, plain, reached, upload[reached:], len(upload)).headers[OFFSET_HEADER] == "-1"
    finally:
        over.set()
        hanging.join(20)
    assert not hanging.is_alive()
