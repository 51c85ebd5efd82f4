from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import parcel
from clerk_app.contract.entries import EntryRow
from clerk_app.contract.keys import SealingKey, SigningKey, key_id
from clerk_app.contract.parcel import ParcelHead, framed, make, split, take_apart
from clerk_app.domain.errors import Damaged, Invalid

DESK = SigningKey(b"d" * 32)
CENTRE = SealingKey(b"c" * 32)
OFFICE = SealingKey(b"o" * 32)
STRANGER = SealingKey(b"x" * 32)
HEAD = ParcelHead(desk="A7", first=41, count=2, position=9, chain_seq=8, chain_head=b"h" * 32)


def rows(count: int = 2) -> list[EntryRow]:
    return [
        EntryRow(
            seq=seq,
            kind="request.annulled",
            version=1,
            subject=b"s" * 16,
            at=seq,
            boot=b"b" * 8,
            mono=seq,
            offset=None,
            offset_age=None,
            grant="g1",
            salt=b"t" * 16,
            body=msgspec.Raw('{"clerk":"m.primeric","reason":"омашка"}'.encode()),
        )
        for seq in range(1, count + 1)
    ]


RAW = make(HEAD, rows(), [CENTRE.public, OFFICE.public], DESK)


def opened(raw: bytes) -> list[EntryRow]:
    """What a careful receiver does: layout, signature, seal."""
    taken = take_apart(raw)
    if not taken.signed_by(DESK.public):
        raise Damaged("signature_wrong")
    return taken.open(CENTRE)


@pytest.mark.parametrize("key", [CENTRE, OFFICE])
def test_every_recipient_opens_the_same_entries(key: SealingKey):
    taken = take_apart(RAW)
    assert taken.head == HEAD
    assert taken.signed_by(DESK.public)
    assert taken.open(key) == rows()


def test_a_carrier_sees_no_word_of_the_entries():
    for word in (b"m.primeric", "омашка".encode(), b"request.annulled", b"g1"):
        assert word not in RAW


def test_nobody_else_opens_it():
    with pytest.raises(Damaged, match="seal_not_ours"):
        take_apart(RAW).open(STRANGER)


def test_a_wrap_under_our_name_that_is_not_ours_is_broken():
    taken = take_apart(RAW)
    foreign = take_apart(make(HEAD, rows(), [STRANGER.public], DESK)).wraps[0][1]
    with pytest.raises(Damaged, match="seal_broken"):
        replace(taken, wraps=((key_id(CENTRE.public), foreign),)).open(CENTRE)


def test_another_desk_did_not_make_it():
    assert not take_apart(RAW).signed_by(SigningKey(b"e" * 32).public)


def test_no_parcel_is_made_twice_alike():
    assert make(HEAD, rows(), [CENTRE.public], DESK) != make(HEAD, rows(), [CENTRE.public], DESK)


def test_a_parcel_cut_at_any_byte_is_no_parcel():
    for end in range(len(RAW)):
        with pytest.raises(Invalid, match="malformed"):
            take_apart(RAW[:end])


def test_nothing_may_follow_a_parcel():
    with pytest.raises(Invalid, match="malformed"):
        take_apart(RAW + b"\0")


@given(st.integers(0, len(RAW) * 8 - 1))
def test_no_bit_can_be_flipped_unnoticed(bit: int):
    forged = bytearray(RAW)
    forged[bit // 8] ^= 1 << bit % 8
    with pytest.raises((Damaged, Invalid)):
        opened(bytes(forged))


@given(st.integers(0, len(RAW) * 8 - 1))
def test_whoever_signs_anew_still_cannot_change_what_was_sealed(bit: int):
    forged = bytearray(RAW[:-64])
    forged[bit // 8 % len(forged)] ^= 1 << bit % 8
    raw = bytes(forged) + DESK.sign(bytes(forged))
    with pytest.raises((Damaged, Invalid)):
        opened(raw)


@given(st.binary(max_size=400))
def test_any_bytes_after_the_magic_are_refused_in_our_own_words(raw: bytes):
    with pytest.raises((Damaged, Invalid)):
        opened(parcel.MAGIC + raw)


def test_a_head_that_lies_about_the_number_of_entries_is_refused():
    lying = make(replace(HEAD, count=3), rows(), [CENTRE.public], DESK)
    with pytest.raises(Invalid, match="malformed"):
        take_apart(lying).open(CENTRE)


def test_a_parcel_for_nobody_opens_for_nobody():
    with pytest.raises(Damaged, match="seal_not_ours"):
        take_apart(make(HEAD, rows(), [], DESK)).open(CENTRE)


def test_a_stream_is_split_wherever_it_was_cut():
    stream = b"".join(map(framed, (RAW, b"", RAW[:9], RAW)))
    for size in (1, 3, 4, 5, len(RAW), len(stream)):
        pieces = [stream[place : place + size] for place in range(0, len(stream), size)]
        assert list(split(pieces)) == [RAW, b"", RAW[:9], RAW]


@given(st.integers(0, 2 * len(RAW) + 8))
def test_a_stream_that_breaks_off_gives_every_whole_parcel_and_no_part_of_one(end: int):
    stream = framed(RAW) * 2
    whole = end // (len(RAW) + 4)
    assert list(split([stream[:end]])) == [RAW] * whole


def test_a_stream_that_announces_too_much_is_refused_before_it_is_gathered():
    def endless():
        yield framed(RAW)[: len(RAW) + 4] + (parcel.MOST_BYTES + 1).to_bytes(4)
        raise AssertionError("went on reading")

    pieces = split(endless())
    assert next(pieces) == RAW
    with pytest.raises(Invalid, match="too_large"):
        next(pieces)
