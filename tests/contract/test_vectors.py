"""The test vectors of ``docs/contract``: recomputed here with the standard library and bare primitives.

Nothing of ``clerk_app.contract`` takes part where a value is computed anew: so would a stranger check a program of
their own.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest
from backports import zstd
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from clerk_app.contract import answers, parcel
from clerk_app.contract.entries import body_of
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.domain.kinds import KINDS
from tests.support import contract_vectors

FILE = Path(__file__).parents[2] / "docs" / "contract" / "vectors.json"
VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
VALUE = re.compile(r'(?<=[:,\[]")(?:[^"\\]|\\.)*(?="[,\]}])|(?<=[:,\[])-?[0-9]+(?=[,\]}])')
ABSENT = -(2**63)
SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def private(name: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["keys"][name]))


def signer(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["keys"][name]))


@pytest.mark.parametrize("entry", VECTORS["entries"], ids=lambda entry: entry["kind"])
def test_ids_commitments_and_hashes(entry: dict[str, Any]) -> None:
    mark = bytearray(
        hashlib.sha256(b"salter entry\0" + entry["desk"].encode() + b"\0" + struct.pack(">Q", entry["seq"])).digest()[
            :16
        ]
    )
    mark[6] = mark[6] & 0x0F | 0x80
    mark[8] = mark[8] & 0x3F | 0x80
    assert mark.hex() == entry["id"]
    committed = hashlib.sha256(bytes.fromhex(entry["salt"]) + mark + entry["body"].encode())
    assert committed.hexdigest() == entry["commitment"]
    assert header_hash(entry) == entry["hash"]


def header_hash(entry: dict[str, Any]) -> str:
    clocks = [ABSENT if entry[name] is None else entry[name] for name in ("offset", "offset_age")]
    numbers = struct.pack(">QIqqqq", entry["seq"], entry["version"], entry["at"], entry["mono"], *clocks)
    parts = [entry[name].encode() for name in ("desk", "kind", "grant")]
    parts += [bytes.fromhex(entry[name]) for name in ("subject", "boot", "commitment", "prev")]
    joined = b"".join(struct.pack(">H", len(part)) + part for part in parts)
    return hashlib.sha256(b"salter header 1\0" + numbers + joined).hexdigest()


def test_the_chain_begins_at_zero_and_holds() -> None:
    heads = [bytes(32).hex(), *(entry["hash"] for entry in VECTORS["entries"])]
    assert [entry["prev"] for entry in VECTORS["entries"]] == heads[:-1]


def test_the_parcel_byte_by_byte() -> None:
    raw = bytes.fromhex(VECTORS["parcel"]["bytes"])
    last = VECTORS["entries"][-1]
    numbers = struct.pack(">QHQQ32sQBB", 1, 2, 0, last["seq"], bytes.fromhex(last["hash"]), 0, 0, 0)
    centre = private("centre_seal_private")
    wrapped_to = hashlib.sha256(centre.public_key().public_bytes_raw()).digest()[:8]
    start = b"SLP1" + b"\x02A7" + numbers + b"\x01" + wrapped_to
    assert raw.startswith(start)
    wrap = raw[len(start) : len(start) + 80]
    header = start + wrap
    (length,) = struct.unpack_from(">I", raw, len(header))
    body, signature = raw[len(header) + 4 : -64], raw[-64:]
    assert len(body) == length
    content_key = SUITE.decrypt(wrap, centre, info=b"salter parcel 1")
    packed = ChaCha20Poly1305(content_key).decrypt(bytes(12), body, header)
    assert zstd.decompress(packed).decode() == VECTORS["parcel"]["rows"]
    assert ChaCha20Poly1305(content_key).encrypt(bytes(12), packed, header) == body
    assert signer("desk_sign_seed").sign(raw[:-64]) == signature


def test_the_parcel_by_column() -> None:
    raw = bytes.fromhex(VECTORS["by_column"]["bytes"])
    first, second = VECTORS["entries"]
    numbers = struct.pack(">QHQQ32sQBB", 2, 1, 0, 2, bytes.fromhex(second["hash"]), 1, 1, 0)
    start = len(b"SLP1" + b"\x02A7" + numbers + b"\x01") + 8
    assert raw[:start].startswith(b"SLP1" + b"\x02A7" + numbers)
    header = raw[: start + 80]
    content_key = SUITE.decrypt(raw[start : start + 80], private("centre_seal_private"), info=b"salter parcel 1")
    opened = ChaCha20Poly1305(content_key).decrypt(bytes(12), raw[len(header) + 4 : -64], header)
    known = zstd.ZstdDict(bodies_by_column([first["body"]]).encode(), is_raw=True)
    frame = zstd.ZstdDecompressor(zstd_dict=known)
    assert opened[:1] == b"\x02"
    assert frame.decompress(opened[1:]).decode() == VECTORS["by_column"]["plain"]
    assert (
        frame.unused_data.hex() == VECTORS["by_column"]["tail"] == second["boot"] + second["subject"] + second["salt"]
    )
    heads, _, bodies = VECTORS["by_column"]["plain"].partition("\n")
    assert bodies == bodies_by_column([second["body"]])
    drift = second["mono"] - second["at"] // 1000
    learned = second["mono"] // 1000 - second["offset_age"]
    assert json.loads(heads) == [
        [second["seq"]],
        [[second["kind"], second["version"]]],
        [0],
        [second["at"]],
        [8],
        [0],
        [drift],
        [second["offset"]],
        [learned],
        [second["grant"]],
        [0],
        [[16, 16]],
        [0],
        [0],
    ]


def bodies_by_column(bodies: list[str]) -> str:
    """The layout of ``parcel.md`` §2, for bodies whose shapes differ."""
    shapes, columns = [], dict[str, list[str]]()
    for body in bodies:
        pieces, values, name, end = [], list[str](), "", 0
        for found in VALUE.finditer(body):
            pieces.append(body[end : found.start()])
            keys = re.findall(r'"([^"]*)":', pieces[-1])
            name = keys[-1] if keys else name
            columns.setdefault(name, []).append(found[0])
            values.append(found[0])
            end = found.end()
        shapes.append("\0".join([*pieces, body[end:]]))
    return "\n".join(shapes) + "\n\n" + "\0".join("\n".join(column) for column in columns.values())


def test_the_answer_byte_by_byte() -> None:
    raw = bytes.fromhex(VECTORS["answer"]["bytes"])
    start = b"SLA1" + b"\x02A7"
    assert raw.startswith(start)
    packed = SUITE.decrypt(raw[len(start) : -64], private("desk_seal_private"), info=b"salter answers 1A7")
    assert zstd.decompress(packed).decode() == VECTORS["answer"]["content"]
    assert signer("centre_sign_seed").sign(raw[:-64]) == raw[-64:]


@pytest.mark.parametrize("entry", VECTORS["entries"], ids=lambda entry: entry["kind"])
def test_bodies_of_the_first_program_are_read(entry: dict[str, Any]) -> None:
    assert isinstance(body_of(entry["kind"], entry["version"], entry["body"].encode()), KINDS[entry["kind"]])


def test_the_program_reads_the_vectors_and_writes_their_like() -> None:
    keys = {name: bytes.fromhex(value) for name, value in VECTORS["keys"].items()}
    taken = parcel.take_apart(bytes.fromhex(VECTORS["parcel"]["bytes"]))
    assert taken.signed_by(SigningKey(keys["desk_sign_seed"]).public)
    assert [row.seq for row in taken.open(SealingKey(keys["centre_seal_private"]))] == [1, 2]
    said = answers.open_answers(
        bytes.fromhex(VECTORS["answer"]["bytes"]),
        "A7",
        SealingKey(keys["desk_seal_private"]),
        SigningKey(keys["centre_sign_seed"]).public,
    )
    assert (said.have, said.position, said.results[0].code) == (2, 17, "centre_too_old")
    made: dict[str, Any] = json.loads(json.dumps(contract_vectors.vectors()))
    assert made["entries"] == VECTORS["entries"]
    assert made["parcel"]["rows"] == VECTORS["parcel"]["rows"]
    assert made["by_column"]["plain"] == VECTORS["by_column"]["plain"]
    assert made["answer"]["content"] == VECTORS["answer"]["content"]
