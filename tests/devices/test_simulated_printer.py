"""The make-believe printer on its own: whatever program prints on it."""

import socket

import pytest

from clerk_app.devices.simulated_mechanism import Troubles
from clerk_app.devices.simulated_printer import SimulatedPrinter
from tests.devices.papers import seen

PICTURE = b"\x1dv0\0\x01\0\x02\0\xaa\x55"
CUT = b"\x1dV\0"
PROOF = b"\x1d(H\x06\x0000abcd"


@pytest.fixture
def printer(tmp_path):
    with SimulatedPrinter(tmp_path, dots=8) as printer:
        yield printer


def dial(printer):
    line = socket.create_connection(("127.0.0.1", printer.port), 5)
    line.settimeout(5)
    return line


def test_picture_feeds_and_text_lines(printer):
    with dial(printer) as line:
        line.sendall(b"\x1b@" + PICTURE + b"\x1bJ\x05\x1bd\x01A\n" + CUT + PROOF)
        assert line.recv(100) == b"\x37\x22abcd\0"
    assert seen(printer.receipts[0], height=100) == b"\xaa\x55" + bytes(5 + 30 + 30)


def test_held_work_goes_on_after_the_cover_is_closed_and_the_proof_comes_then(printer):
    printer.change(troubles=Troubles(cover_open=True))
    with dial(printer) as line:
        line.sendall(PICTURE + CUT + PROOF + b"\x10\x04\x02")
        assert line.recv(100) == b"\x16"
        assert printer.receipts == ()
        printer.change()
        assert line.recv(100) == b"\x37\x22abcd\0"
        assert len(printer.receipts) == 1


def test_held_work_outlives_the_one_who_sent_it(printer):
    printer.change(troubles=Troubles(paper_out=True))
    with dial(printer) as line:
        line.sendall(PICTURE + CUT + b"\x10\x04\x01")
        assert line.recv(100) == b"\x1a"
    printer.change()
    assert len(printer.receipts) == 1


def test_a_roll_that_ends_within_a_picture_goes_on_with_the_next_roll(printer):
    printer.change(rows_left=1)
    with dial(printer) as line:
        line.sendall(PICTURE + CUT + b"\x10\x04\x04")
        assert line.recv(100) == b"\x72"
        assert printer.hanging == 1
        printer.change()
        assert seen(printer.receipts[0], height=100) == b"\xaa\x55"


def test_receipts_are_numbered_and_stopping_frees_the_port(tmp_path):
    with SimulatedPrinter(tmp_path, dots=8) as printer:
        with dial(printer) as line:
            line.sendall((PICTURE + CUT) * 2 + PROOF)
            line.recv(100)
        assert [file.name for file in printer.receipts] == ["receipt-0001.png", "receipt-0002.png"]
        port = printer.port
    with SimulatedPrinter(tmp_path, port=port) as again:
        assert again.port == port


def test_stopping_does_not_wait_for_who_is_connected(tmp_path):
    printer = SimulatedPrinter(tmp_path)
    printer.start()
    with dial(printer) as line:
        line.sendall(b"\x10\x04\x01")
        line.recv(1)
        printer.stop()
        assert line.recv(1) == b""
