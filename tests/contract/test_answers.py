import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import answers, canonical, packing
from clerk_app.contract.answers import Answers, Change, Registered, Result, make, open_answers
from clerk_app.contract.keys import SealingKey, SigningKey, seal
from clerk_app.domain.errors import Damaged, Invalid

CENTRE = SigningKey(b"c" * 32)
DESK = SealingKey(b"d" * 32)
TOLD = Answers(
    desk="A7",
    have=12,
    chain_ok_to=11,
    position=40,
    now=1_700_000_000_000_000,
    results=[Result(5, "refused", "grant_expired"), Result(6, "held", "centre_too_old", {"kind": "x"})],
    changes=[
        Change(40, "registered", "A7", 3, 2, msgspec.Raw(canonical.encode(Registered(serial=7, year=2026, at=1)))),
        Change(41, "not.known.yet", "A7", 3, 3, msgspec.Raw(b'{"any":["thing"]}')),
    ],
    alarms=["clock_lags"],
    more=True,
)
RAW = make(TOLD, DESK.public, CENTRE)


def signed(content: bytes, desk: str = "A7", magic: bytes = answers.MAGIC) -> bytes:
    name = desk.encode()
    sealed = seal(DESK.public, content, b"salter answers 1" + name)
    whole = magic + bytes([len(name)]) + name + sealed
    return whole + CENTRE.sign(whole)


def test_an_answer_comes_back_whole():
    assert open_answers(RAW, "A7", DESK, CENTRE.public) == TOLD


def test_nobody_on_the_way_reads_it():
    for word in (b"grant_expired", b"registered", b"clock_lags"):
        assert word not in RAW


def test_another_centre_is_not_believed():
    with pytest.raises(Damaged, match="answer_forged"):
        open_answers(RAW, "A7", DESK, SigningKey(b"x" * 32).public)


@pytest.mark.parametrize("desk", ["A8", "A", "A77", ""])
def test_an_answer_for_another_desk_is_not_ours(desk: str):
    with pytest.raises(Damaged, match="answer_not_ours"):
        open_answers(RAW, desk, DESK, CENTRE.public)


def test_an_answer_sealed_to_another_desk_under_our_name_is_broken():
    raw = make(TOLD, SealingKey(b"e" * 32).public, CENTRE)
    with pytest.raises(Damaged, match="seal_broken"):
        open_answers(raw, "A7", DESK, CENTRE.public)


def test_an_answer_cut_at_any_byte_is_forged():
    for end in range(len(RAW)):
        with pytest.raises(Damaged, match="answer_forged"):
            open_answers(RAW[:end], "A7", DESK, CENTRE.public)


@given(st.integers(0, len(RAW) * 8 - 1))
def test_no_bit_can_be_flipped(bit: int):
    forged = bytearray(RAW)
    forged[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Damaged, match="answer_forged"):
        open_answers(bytes(forged), "A7", DESK, CENTRE.public)


@given(st.binary(max_size=200))
def test_any_bytes_are_forged(raw: bytes):
    for claimed in (raw, answers.MAGIC + raw):
        with pytest.raises(Damaged, match="answer_forged"):
            open_answers(claimed, "A7", DESK, CENTRE.public)


def test_another_kind_of_message_with_the_centres_signature_is_no_answer():
    with pytest.raises(Damaged, match="answer_forged"):
        open_answers(signed(packing.pack(canonical.encode(TOLD)), magic=b"SLP1"), "A7", DESK, CENTRE.public)


@pytest.mark.parametrize("content", [b"", b"not zstd", packing.pack(b"{}"), packing.pack(b'{"desk":"A7","have":"1"}')])
def test_what_the_centre_sealed_but_nobody_can_read_is_malformed(content: bytes):
    with pytest.raises(Invalid, match="malformed"):
        open_answers(signed(content), "A7", DESK, CENTRE.public)


def test_what_names_another_desk_inside_is_malformed():
    inside = msgspec.structs.replace(TOLD, desk="A8")
    with pytest.raises(Invalid, match="malformed"):
        open_answers(signed(packing.pack(canonical.encode(inside))), "A7", DESK, CENTRE.public)


def test_a_bomb_inside_is_refused():
    with pytest.raises(Invalid, match="too_large"):
        open_answers(signed(packing.pack(bytes(packing.MOST_UNPACKED + 1), level=1)), "A7", DESK, CENTRE.public)


def test_of_an_answer_that_overlaps_with_a_later_one_only_what_was_accepted_holds() -> None:
    said = Answers(
        desk="A1",
        have=9,
        chain_ok_to=9,
        position=4,
        now=1,
        results=[Result(3, "held", "conflict"), Result(4, "accepted"), Result(5, "refused", "malformed")],
    )
    assert [result.seq for result in said.as_far_as(7).results] == [4]
    assert (said.as_far_as(7).have, said.as_far_as(12).have, said.as_far_as(7).position) == (7, 9, 4)
