"""Parcels near their size, whose numbers survive halving."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract.parcel import take_apart
from clerk_app.ports.outbox import Cut
from clerk_app.sync.cutting import LARGEST, TARGET, Cutter, halves, last_number, plain_bytes, target_at
from tests.support.sync_entries import CENTRE_SEAL, DESK, DESK_SIGN, IDENTITY, entry


def cut_of(count: int, first: int = 5, size: int = 60) -> Cut:
    return Cut(first=first, entries=tuple(entry(seq, size=size) for seq in range(1, count + 1)), position=9)


def test_a_parcel_carries_its_cut() -> None:
    cut = cut_of(3)
    parcel = take_apart(Cutter(IDENTITY).parcel(cut))
    head = parcel.head
    assert (head.desk, head.first, head.count, head.position) == (DESK, 5, 3, 9)
    assert (head.chain_seq, head.chain_head) == (3, cut.entries[-1].hash)
    assert parcel.signed_by(DESK_SIGN.public)
    assert [bytes(row.body) for row in parcel.open(CENTRE_SEAL)] == [one.body for one in cut.entries]


def test_the_head_is_that_of_the_highest_entry_whatever_the_order() -> None:
    cut = cut_of(3)
    turned = Cut(first=1, entries=cut.entries[::-1], position=0)
    assert take_apart(Cutter(IDENTITY).parcel(turned)).head.chain_seq == 3


def test_the_ratio_is_learned_and_parcels_come_near_the_target() -> None:
    cutter = Cutter(IDENTITY)
    asked = cutter.most_bytes()
    for _ in range(20):
        raw = cutter.parcel(cut_of(max(1, cutter.most_bytes() // 300), size=300))
    assert cutter.most_bytes() > asked
    assert TARGET / 3 < len(raw) < TARGET * 2


def test_a_thin_line_gets_smaller_parcels_but_never_none() -> None:
    cutter = Cutter(IDENTITY)
    assert 0 < cutter.most_bytes(0) < cutter.most_bytes(2048) < cutter.most_bytes()


def test_a_parcel_is_a_second_of_a_thin_line_and_a_blink_of_a_fast_one() -> None:
    assert [target_at(rate) for rate in (0, 3000, 8000, 20_000, 100_000)] == [TARGET, 3000, 8000, TARGET, TARGET]
    assert TARGET < target_at(400_000) < target_at(800_000) < target_at(10_000_000) == LARGEST


@given(st.integers(2, 40), st.integers(1, 10**6))
def test_halves_keep_every_entry_and_its_number(count: int, first: int) -> None:
    cut = cut_of(count, first)
    left, right = halves(cut)
    assert left.entries + right.entries == cut.entries
    assert left.entries
    assert right.entries
    assert (left.first, last_number(left) + 1, last_number(right)) == (first, right.first, last_number(cut))
    assert plain_bytes(left) + plain_bytes(right) == plain_bytes(cut)
