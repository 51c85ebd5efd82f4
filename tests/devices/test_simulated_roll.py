import pytest

from clerk_app.devices.simulated_roll import SimulatedRoll
from tests.devices.papers import seen


@pytest.fixture
def roll(tmp_path):
    return SimulatedRoll(tmp_path, 16)


def test_a_cut_files_what_hangs_and_begins_anew(roll):
    roll.put(b"\x12\x34")
    roll.put(b"\x56\x78")
    roll.cut()
    roll.put(b"\x9a\xbc")
    roll.cut()
    assert [seen(file, rows) for file, rows in zip(roll.receipts, (2, 1), strict=True)] == [
        b"\x12\x34\x56\x78",
        b"\x9a\xbc",
    ]
    assert [file.name for file in roll.receipts] == ["receipt-0001.png", "receipt-0002.png"]


def test_a_cut_of_nothing_files_nothing(roll):
    roll.cut()
    assert roll.receipts == []


def test_a_row_is_as_wide_as_the_paper(roll):
    roll.put(b"\xff\xff\xff")
    roll.put(b"\x01")
    roll.cut()
    assert seen(roll.receipts[0], 2) == b"\xff\xff\x01\x00"


def test_a_roll_ends_after_its_rows(roll):
    roll.rows_left = 2
    roll.put(b"")
    assert not roll.out
    roll.put(b"")
    assert roll.out


def test_a_roll_without_an_end_never_ends(roll):
    roll.put(b"")
    assert (roll.out, roll.rows_left, roll.hanging) == (False, None, 1)
