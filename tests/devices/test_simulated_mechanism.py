import pytest

from clerk_app.devices.escpos_stream import Command
from clerk_app.devices.simulated_mechanism import Mechanism
from clerk_app.devices.simulated_roll import SimulatedRoll
from tests.devices.papers import seen

CUT = Command(b"\x1dV", b"\0")
FEED = Command(b"\x1bJ", b"\x05")
PROOF = Command(b"\x1d(H", b"\x06\x0000job1")
CLEAR = Command(b"\x10\x14", bytes.fromhex("0801031401060208"))
ROWS = bytes.fromhex("01020408")
PICTURE = Command(b"\x1dv0", b"\0\x01\0\x04\0" + ROWS)


@pytest.fixture
def mechanism(tmp_path):
    return Mechanism(SimulatedRoll(tmp_path, 8))


def status(mechanism, number):
    return mechanism.take(Command(b"\x10\x04", bytes((number,))))[0]


def test_a_picture_is_put_on_paper_row_by_row_and_cut(mechanism):
    mechanism.take(PICTURE)
    assert mechanism.roll.hanging == 4
    mechanism.take(CUT)
    assert seen(mechanism.roll.receipts[0], 4) == ROWS


@pytest.mark.parametrize(
    ("command", "rows"), [(FEED, 5), (Command(b"\x1bd", b"\x02"), 60), (Command(b"", b"\n"), 30), (CUT, 0)]
)
def test_feeds_are_as_long_as_they_say(mechanism, command, rows):
    mechanism.take(command)
    assert mechanism.roll.hanging == rows


def test_the_proof_comes_after_what_stands_before_it(mechanism):
    mechanism.troubles.cover_open = True
    assert mechanism.take(PICTURE) == b""
    assert mechanism.take(PROOF) == b""
    assert mechanism.roll.hanging == 0
    mechanism.troubles.cover_open = False
    assert mechanism.go_on() == b"\x37\x22job1\0"
    assert mechanism.roll.hanging == 4


def test_a_picture_goes_on_where_the_roll_ended(mechanism):
    mechanism.roll.rows_left = 3
    assert mechanism.take(PICTURE) + mechanism.take(PROOF) == b""
    assert mechanism.roll.hanging == 3
    mechanism.roll.rows_left = None
    assert mechanism.go_on() == b"\x37\x22job1\0"
    mechanism.take(CUT)
    assert seen(mechanism.roll.receipts[0], 4) == ROWS


def test_clearing_drops_what_was_held(mechanism):
    mechanism.troubles.paper_out = True
    mechanism.take(PICTURE)
    assert mechanism.take(CLEAR) == b"\x37\x25\0"
    mechanism.troubles.paper_out = False
    assert mechanism.go_on() == b""
    assert mechanism.roll.hanging == 0


def test_a_clear_with_other_bytes_clears_nothing(mechanism):
    mechanism.troubles.paper_out = True
    mechanism.take(PICTURE)
    assert mechanism.take(Command(b"\x10\x14", b"\x01\x00\x02")) == b""
    mechanism.troubles.paper_out = False
    mechanism.go_on()
    assert mechanism.roll.hanging == 4


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("", {1: 0x12, 2: 0x12, 4: 0x12}),
        ("cover_open", {1: 0x1A, 2: 0x16, 4: 0x12}),
        ("paper_out", {1: 0x1A, 2: 0x32, 4: 0x72}),
        ("paper_low", {1: 0x12, 2: 0x12, 4: 0x1E}),
        ("offline", {1: 0x1A, 2: 0x12, 4: 0x12}),
    ],
)
def test_questions_are_answered_in_any_state(mechanism, trouble, told):
    if trouble:
        setattr(mechanism.troubles, trouble, True)
    assert {number: status(mechanism, number) for number in told} == told


def test_an_empty_roll_is_no_paper(mechanism):
    mechanism.roll.rows_left = 0
    assert status(mechanism, 4) == 0x72


def test_the_older_proof_tells_of_a_low_roll(mechanism):
    older = Command(b"\x1dr", b"\x01")
    assert mechanism.take(older) == b"\x00"
    mechanism.troubles.paper_low = True
    assert mechanism.take(older) == b"\x03"
