import socket

import pytest

from clerk_app.devices.printer_line import PrinterLine
from clerk_app.domain.errors import Unavailable

PATIENT, SHORT = 5.0, 0.05


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield PrinterLine(ours), theirs


def line_of(heard):
    """The first whole line, or nothing yet."""
    return heard[:-1] if heard.endswith(b"\n") else None


def test_an_answer_that_comes_in_pieces_is_put_together(ends):
    line, printer = ends
    printer.sendall(b"re")
    printer.sendall(b"ady\n")
    assert line.ask(b"?", line_of, PATIENT) == b"ready"
    assert printer.recv(10) == b"?"


def test_what_needs_no_answer_is_known_at_once(ends):
    line, _printer = ends
    assert line.hear(len, PATIENT) == 0


def test_silence_is_a_timeout(ends):
    line, printer = ends
    printer.sendall(b"half")
    with pytest.raises(Unavailable, match="printer_timeout"):
        line.hear(line_of, SHORT)


def test_no_time_left_is_a_timeout_before_anything_is_read(ends):
    line, printer = ends
    printer.sendall(b"late\n")
    with pytest.raises(Unavailable, match="printer_timeout"):
        line.hear(line_of, 0)


def test_a_printer_that_takes_nothing_is_a_timeout(ends):
    line, _printer = ends
    with pytest.raises(Unavailable, match="printer_timeout"):
        line.send(bytes(50_000_000), SHORT)


def test_hanging_up_before_the_first_word_is_a_refusal(ends):
    line, printer = ends
    printer.close()
    with pytest.raises(Unavailable, match="printer_refused"):
        line.hear(line_of, PATIENT)
    with pytest.raises(Unavailable, match="printer_refused"):
        line.send(b"?", PATIENT)


def test_hanging_up_after_a_word_is_a_cut(ends):
    line, printer = ends
    printer.sendall(b"half")
    printer.close()
    with pytest.raises(Unavailable, match="printer_cut_off"):
        line.hear(line_of, PATIENT)


def test_the_connection_ends_with_the_block(ends):
    line, printer = ends
    with line:
        pass
    assert printer.recv(1) == b""
