from contextlib import suppress
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import canonical
from clerk_app.contract.entries import EntryRow, body_of, decode_rows, encode_rows, header_of, row_of
from clerk_app.domain.bodies import RequestAnnulled
from clerk_app.domain.errors import Invalid
from clerk_app.domain.journal import GENESIS, Entry, Header, Stamp, commitment, entry_id, header_hash, seal_entry
from clerk_app.domain.kinds import KINDS

DESK = "A7"
BODY = canonical.encode(RequestAnnulled(reason="погрешан поступак", clerk="m.primeric"))


def chain(count: int, offset: int | None = 3) -> list[Entry]:
    entries: list[Entry] = []
    for seq in range(1, count + 1):
        salt = bytes([seq]) * 16
        header = Header(
            desk=DESK,
            seq=seq,
            kind="request.annulled",
            version=1,
            subject=b"s" * 16,
            stamp=Stamp(at=seq * 1000, boot=b"b" * 8, mono=seq, offset=offset, offset_age=offset),
            grant="g1",
            commitment=commitment(salt, entry_id(DESK, seq), BODY),
            prev=entries[-1].hash if entries else GENESIS,
        )
        entries.append(seal_entry(header, salt, BODY))
    return entries


@pytest.mark.parametrize("offset", [None, 0, -5])
def test_the_other_side_rebuilds_header_and_chain_from_what_was_sent(offset: int | None):
    entries = chain(4, offset)
    rows = decode_rows(encode_rows([row_of(entry) for entry in entries]))
    prev = GENESIS
    for entry, row in zip(entries, rows, strict=True):
        header = header_of(row, DESK, prev)
        assert header == entry.header
        prev = header_hash(header)
        assert prev == entry.hash
        assert bytes(row.body) == BODY


def test_a_row_of_another_desk_or_with_another_body_gives_another_commitment():
    (entry,) = chain(1)
    row = row_of(entry)
    assert header_of(row, "A8", GENESIS).commitment != entry.header.commitment
    changed = msgspec.structs.replace(row, body=msgspec.Raw(BODY.replace(b"m.primeric", b"n.primeric")))
    assert header_of(changed, DESK, GENESIS).commitment != entry.header.commitment


def test_what_was_erased_is_not_sent():
    (entry,) = chain(1)
    with pytest.raises(Invalid, match="erased"):
        row_of(replace(entry, salt=None))
    with pytest.raises(Invalid) as caught:
        row_of(replace(entry, body=None, salt=None))
    assert (caught.value.code, caught.value.params) == ("erased", {"seq": 1})


@pytest.mark.parametrize(("kind", "version"), [("request.dreamt", 1), ("request.annulled", 2), ("", 1)])
def test_kinds_and_versions_from_the_future_are_said_to_be_unknown(kind: str, version: int):
    with pytest.raises(Invalid, match="unknown_kind"):
        body_of(kind, version, BODY)


def test_a_body_is_read_by_its_kind():
    assert body_of("request.annulled", 1, BODY) == RequestAnnulled(reason="погрешан поступак", clerk="m.primeric")
    for kind in set(KINDS) - {"request.annulled"}:
        with pytest.raises(Invalid, match="malformed"):
            body_of(kind, 1, BODY)


def test_rows_cut_anywhere_are_refused():
    plain = encode_rows([row_of(entry) for entry in chain(2)])
    for end in range(len(plain)):
        with pytest.raises(Invalid, match="malformed"):
            decode_rows(plain[:end])


def test_columns_that_a_later_program_adds_are_passed_over():
    (entry,) = chain(1)
    plain = encode_rows([row_of(entry)])
    assert decode_rows(plain[:-2] + b',"later"]]') == decode_rows(plain)


@given(st.binary(max_size=200) | st.integers(0, 100_000).map(lambda depth: b"[" * depth))
def test_any_bytes_are_rows_or_refused_in_our_own_words(raw: bytes):
    with suppress(Invalid):
        assert all(isinstance(row, EntryRow) for row in decode_rows(raw))
