"""Test vectors of the wire, with fixed keys: how ``docs/contract/vectors.json`` is made.

``python -m tests.support.contract_vectors`` writes it anew. What is random on the wire (content key, HPKE) is part of
the vectors, so a new run gives other bytes that are as good; the tests read the file and never write it.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from clerk_app.contract import answers, canonical, content, packing, parcel
from clerk_app.contract.answers import Answers, Change, Registered, Result
from clerk_app.contract.entries import encode_rows, row_of
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.parcel import ParcelHead
from clerk_app.domain.journal import GENESIS, Entry, Header, Stamp, commitment, entry_id, seal_entry
from clerk_app.domain.numbers import provisional

TARGET = Path(__file__).parents[2] / "docs" / "contract" / "vectors.json"
DESK = "A7"
DESK_SIGN = bytes(range(32))
DESK_SEAL = bytes(range(32, 64))
CENTRE_SIGN = bytes(range(64, 96))
CENTRE_SEAL = bytes(range(96, 128))
_SUBJECT = bytes(range(16))


def entries() -> list[Entry]:
    """The first two entries of a desk; bodies as a first program wrote them, which every later one must read."""
    enrolled = {"municipality": "primerovo", "office": "usluzni-centar", "replaced_head": "", "replaces": ""}
    request = {
        "applicant": {
            "birth_date": "1990-01-01",
            "given_name": "Проба",
            "id_number": "0101990900009",
            "surname": "Пробић",
        },
        "clerk": "mprimeric",
        "fee": {
            "exemption": "",
            "lines": [{"amount": 40000, "code": "request", "level": "republic", "tariff": "1"}],
            "total": 40000,
        },
        "form": {"extract.copies": "1"},
        "number": provisional(DESK, 1),
        "received_local": "2026-09-21T16:26:40+02:00",
        "service": "birth-extract",
        "service_version": 1,
    }
    first = _entry(1, "desk.enrolled", canonical.encode(enrolled), "", None, GENESIS)
    return [first, _entry(2, "request.received", canonical.encode(request), "c0d1186981c53ca3", -1500, first.hash)]


def _entry(seq: int, kind: str, body: bytes, grant: str, offset: int | None, prev: bytes) -> Entry:
    salt = bytes([seq]) * 16
    stamp = Stamp(
        at=1_790_000_800_000_000 + seq,
        boot=b"\x10\x20\x30\x40\x50\x60\x70\x80",
        mono=60_000 + seq,
        offset=offset,
        offset_age=None if offset is None else 42,
    )
    header = Header(
        desk=DESK,
        seq=seq,
        kind=kind,
        version=1,
        subject=_SUBJECT,
        stamp=stamp,
        grant=grant,
        commitment=commitment(salt, entry_id(DESK, seq), body),
        prev=prev,
    )
    return seal_entry(header, salt, body)


def vectors() -> dict[str, object]:
    """Everything in the file."""
    written = entries()
    head = ParcelHead(desk=DESK, first=1, count=2, position=0, chain_seq=2, chain_head=written[-1].hash)
    rows = [row_of(entry) for entry in written]
    desk_sign, centre_seal = SigningKey(DESK_SIGN), SealingKey(CENTRE_SEAL)
    raw = parcel.make(head, rows, [centre_seal.public], desk_sign)
    return {
        "keys": {
            "desk_sign_seed": DESK_SIGN.hex(),
            "desk_seal_private": DESK_SEAL.hex(),
            "centre_sign_seed": CENTRE_SIGN.hex(),
            "centre_seal_private": CENTRE_SEAL.hex(),
        },
        "entries": [_vector_of(entry) for entry in written],
        "parcel": {"rows": encode_rows(rows).decode(), "bytes": raw.hex()},
        "by_column": _by_column(written[-1], written[:1]),
        "answer": _answer(),
    }


def _by_column(last: Entry, base: list[Entry]) -> dict[str, object]:
    """The second entry by column, packed against the first."""
    history = content.history_of([entry.body or b"" for entry in base])
    rows = [row_of(last)]
    packed = content.pack(rows, 19, history)
    plain, tail = packing.unpack_front(packed[1:], history)
    head = ParcelHead(
        desk=DESK, first=2, count=1, position=0, chain_seq=2, chain_head=last.hash, base_first=1, base_count=len(base)
    )
    raw = parcel.make(head, rows, [SealingKey(CENTRE_SEAL).public], SigningKey(DESK_SIGN), lambda _: packed)
    return {"plain": plain.decode(), "tail": tail.hex(), "bytes": raw.hex()}


def _vector_of(entry: Entry) -> dict[str, object]:
    header, stamp = entry.header, entry.header.stamp
    return {
        "desk": header.desk,
        "seq": header.seq,
        "kind": header.kind,
        "version": header.version,
        "subject": header.subject.hex(),
        "at": stamp.at,
        "boot": stamp.boot.hex(),
        "mono": stamp.mono,
        "offset": stamp.offset,
        "offset_age": stamp.offset_age,
        "grant": header.grant,
        "salt": (entry.salt or b"").hex(),
        "body": (entry.body or b"").decode(),
        "id": entry_id(header.desk, header.seq).hex(),
        "commitment": header.commitment.hex(),
        "prev": header.prev.hex(),
        "hash": entry.hash.hex(),
    }


def _answer() -> dict[str, str]:
    registered = canonical.encode(Registered(serial=4812736, year=2026, at=1_790_000_900_000_000))
    said = Answers(
        desk=DESK,
        have=2,
        chain_ok_to=2,
        position=17,
        now=1_790_000_900_000_001,
        results=[Result(1, "held", "centre_too_old", {"kind": "desk.enrolled"})],
        changes=[Change(17, "registered", DESK, 2, 2, msgspec.Raw(registered))],
    )
    raw = answers.make(said, SealingKey(DESK_SEAL).public, SigningKey(CENTRE_SIGN))
    return {"content": canonical.encode(said).decode(), "bytes": raw.hex()}


if __name__ == "__main__":
    TARGET.write_text(json.dumps(vectors(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
