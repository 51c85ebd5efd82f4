"""The chain: every field of a header counts, the commitment tells nothing without its salt, ids are derived."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.journal import GENESIS, Header, Stamp, commitment, entry_id, header_hash, seal_entry

STAMP = Stamp(at=1_700_000_000_000_000, boot=b"b" * 8, mono=7, offset=-40, offset_age=3)
HEADER = Header(
    desk="A7",
    seq=2,
    kind="request.received",
    version=1,
    subject=b"s" * 16,
    stamp=STAMP,
    grant="g1",
    commitment=b"c" * 32,
    prev=GENESIS,
)


def changed(value):
    if isinstance(value, int):
        return value + 1
    return value + (b"x" if isinstance(value, bytes) else "x")


@pytest.mark.parametrize("name", [field.name for field in fields(Header) if field.name != "stamp"])
def test_every_field_of_a_header_is_in_its_hash(name):
    assert header_hash(replace(HEADER, **{name: changed(getattr(HEADER, name))})) != header_hash(HEADER)


@pytest.mark.parametrize("name", [field.name for field in fields(Stamp)])
def test_every_clock_is_in_its_hash(name):
    stamp = replace(STAMP, **{name: changed(getattr(STAMP, name))})
    assert header_hash(replace(HEADER, stamp=stamp)) != header_hash(HEADER)


def test_a_clock_that_is_not_known_differs_from_every_one_that_is():
    hashes = {header_hash(replace(HEADER, stamp=replace(STAMP, offset=offset))) for offset in (None, 0, 1, -1)}
    assert len(hashes) == 4


def test_a_letter_cannot_move_from_one_field_to_the_next():
    moved = replace(HEADER, desk="A", kind="7request.received")
    assert header_hash(moved) != header_hash(HEADER)
    assert header_hash(replace(HEADER, grant="", subject=b"g1" + HEADER.subject)) != header_hash(HEADER)


def test_sealing_adds_the_hash_and_keeps_body_and_salt():
    entry = seal_entry(HEADER, b"salt", b"{}")
    assert (entry.header, entry.salt, entry.body) == (HEADER, b"salt", b"{}")
    assert entry.hash == header_hash(HEADER)


def test_the_commitment_is_salted_and_belongs_to_one_entry():
    identity = entry_id("A7", 1)
    made = commitment(b"salt" * 4, identity, b"{}")
    assert made == hashlib.sha256(b"salt" * 4 + identity + b"{}").digest()
    others = {
        commitment(b"tals" * 4, identity, b"{}"),
        commitment(b"salt" * 4, entry_id("A7", 2), b"{}"),
        commitment(b"salt" * 4, identity, b"[]"),
    }
    assert made not in others
    assert len(others) == 3


@given(st.text("0123456789AEJKMT", min_size=2, max_size=4), st.integers(1, 2**63 - 1))
def test_an_id_is_a_uuid_of_version_8_and_always_the_same(desk, seq):
    identity = uuid.UUID(bytes=entry_id(desk, seq))
    assert (identity.version, identity.variant) == (8, uuid.RFC_4122)
    assert entry_id(desk, seq) == entry_id(desk, seq)


def test_no_two_entries_of_many_desks_share_an_id():
    ids = {entry_id(desk, seq) for desk in ("A7", "A", "7A", "AA") for seq in range(1, 500)}
    assert len(ids) == 4 * 499


def test_a_moment_is_corrected_by_what_is_known_of_the_centres_clock() -> None:
    assert (replace(STAMP, offset=None).corrected, STAMP.corrected) == (STAMP.at, STAMP.at - 40_000)
