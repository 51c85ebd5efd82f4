"""What parcels are packed against: what the centre has, else what was shipped, else nothing."""

from __future__ import annotations

import pytest

from clerk_app.contract import content
from clerk_app.contract.dictionaries import Dictionary
from clerk_app.contract.entries import EntryRow, row_of
from clerk_app.contract.packing import History
from clerk_app.contract.parcel import ParcelHead
from clerk_app.ports.outbox import Confirmed
from clerk_app.sync.link import THIN
from clerk_app.sync.packing import STALE, Packing
from tests.support.sync_entries import DESK, entry

HEAD = ParcelHead(desk=DESK, first=1, count=1, position=0, chain_seq=1, chain_head=bytes(32))
BODIES = tuple(entry(seq).body or b"" for seq in range(1, 20))


class Looked:
    """The outbox's word on what the centre has, and what it was asked."""

    def __init__(self) -> None:
        self.base: Confirmed | None = None
        self.asked: list[int] = []

    def __call__(self, after: int) -> Confirmed | None:
        self.asked.append(after)
        return self.base


@pytest.fixture
def looked() -> Looked:
    return Looked()


@pytest.fixture
def packing(looked: Looked) -> Packing:
    return Packing(looked, Dictionary(7, History(BODIES[0] * 3)))


def named(packing: Packing) -> tuple[int, int, int]:
    head = packing.head(HEAD)
    return head.base_first, head.base_count, head.dictionary


def row() -> EntryRow:
    return row_of(entry(30))


def test_first_parcels_name_the_dictionary(packing: Packing) -> None:
    packing.choose(30)
    assert named(packing) == (0, 0, 7)
    packed = packing.pack([row()], 0.0)
    assert content.unpack(packed, History(BODIES[0] * 3))[0].seq == 30


def test_a_base_is_named_as_soon_as_there_is_one_and_kept_while_it_is_fresh(packing: Packing, looked: Looked) -> None:
    packing.choose(30)
    looked.base = Confirmed(first=11, bodies=BODIES)
    packing.choose(31)
    assert named(packing) == (11, len(BODIES), 7)
    packed = packing.pack([row()], 0.0)
    assert content.unpack(packed, content.history_of(BODIES, History(BODIES[0] * 3)))[0].seq == 30
    packing.choose(11 + STALE - 1)
    assert looked.asked == [0, 0]
    looked.base = Confirmed(first=900, bodies=BODIES)
    packing.choose(11 + STALE)
    assert named(packing) == (900, len(BODIES), 7)
    assert looked.asked == [0, 0, 0]


def test_an_old_base_is_better_than_none(packing: Packing, looked: Looked) -> None:
    looked.base = Confirmed(first=11, bodies=BODIES)
    packing.choose(31)
    looked.base = None
    packing.choose(31 + STALE)
    assert named(packing) == (11, len(BODIES), 7)


def test_a_centre_without_the_base_is_sent_the_dictionary_and_later_what_it_confirmed_since(
    packing: Packing, looked: Looked
) -> None:
    looked.base = Confirmed(first=11, bodies=BODIES)
    packing.choose(31)
    assert packing.names(11, 7)
    assert packing.need_base()
    assert named(packing) == (0, 0, 7)
    assert not packing.names(11, 7)
    looked.base = Confirmed(first=40, bodies=BODIES)
    packing.choose(60)
    assert looked.asked == [0, 31]
    assert named(packing) == (40, len(BODIES), 7)


def test_a_centre_without_the_dictionary_is_sent_parcels_that_stand_alone(packing: Packing) -> None:
    assert packing.names(0, 7)
    assert packing.need_base()
    assert named(packing) == (0, 0, 0)
    assert not packing.names(0, 7)
    assert content.unpack(packing.pack([row()], 0.0))[0].seq == 30
    assert not packing.names(0, 0)
    assert not packing.need_base()


def test_a_thin_line_is_worth_more_time(packing: Packing) -> None:
    rows = [row_of(entry(seq, size=2000)) for seq in range(1, 30)]
    assert len(packing.pack(rows, 1000.0)) <= len(packing.pack(rows, 2.0 * THIN))
