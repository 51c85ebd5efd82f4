"""The real driver against the printer that ships with the product: what we say, and what is on paper.

The rows follow the faults that were met with real printers and a plain driver: a receipt that comes out after the roll
was changed though nobody waits for it, half a receipt taken for a whole one, an old answer taken for a new one.
"""

import socket
import threading

import pytest

from clerk_app.devices.escpos_tcp import EscposTcpPrinter, Patience
from clerk_app.devices.printer_profiles import load_profiles
from clerk_app.devices.simulated_mechanism import Troubles
from clerk_app.devices.simulated_printer import SimulatedPrinter
from clerk_app.ports.paper import PrinterStatus, Proof, Raster
from tests.devices.papers import noise, receipt, seen
from tests.devices.samples import RESOURCES

PROFILES = load_profiles(RESOURCES / "printers.toml")
PATIENT = Patience(connect=5, reply=5)
HASTY = Patience(connect=5, reply=0.3, rows_per_second=10_000, bytes_per_second=10_000_000)
STATUS_BYTES = 6


@pytest.fixture
def paper(tmp_path):
    with SimulatedPrinter(tmp_path) as printer:
        yield printer


@pytest.fixture
def driver(paper):
    return driver_for(paper.port)


@pytest.fixture
def hasty(paper):
    """For answers that never come."""
    return driver_for(paper.port, patience=HASTY)


def driver_for(port, kind="generic-80", patience=PATIENT):
    return EscposTcpPrinter("127.0.0.1", port, PROFILES[kind], patience)


def test_a_receipt_is_printed_dot_for_dot_and_proven(paper, driver):
    picture = noise()
    assert driver.status() == PrinterStatus(ready=True)
    assert driver.print(picture, b"job1") == Proof("printed")
    assert len(paper.receipts) == 1
    assert seen(paper.receipts[0]) == picture.rows
    assert paper.hanging == 0


def test_a_narrow_printer(tmp_path):
    with SimulatedPrinter(tmp_path, dots=384) as paper:
        driver = driver_for(paper.port, "generic-58")
        picture = receipt(width=384)
        assert driver.print(picture, b"\xff" * 16) == Proof("printed")
        assert seen(paper.receipts[0]) == picture.rows
        with pytest.raises(ValueError, match="576 dots"):
            driver.print(receipt(), b"job1")


@pytest.mark.parametrize(
    ("troubles", "code"),
    [
        (Troubles(paper_out=True), "printer_no_paper"),
        (Troubles(cover_open=True), "printer_cover_open"),
        (Troubles(offline=True), "printer_offline"),
    ],
    ids=["paper out", "cover open", "off-line"],
)
def test_nothing_is_sent_to_a_printer_that_is_not_ready(paper, driver, troubles, code):
    paper.change(troubles=troubles)
    assert driver.status() == PrinterStatus(ready=False, problem=code)
    assert driver.print(noise(), b"job1") == Proof("not_printed", code)
    paper.change()
    assert driver.print(noise(seed=2), b"job2") == Proof("printed")
    assert [seen(file) for file in paper.receipts] == [noise(seed=2).rows]


def test_paper_near_its_end_is_said_and_printed_on(paper, driver):
    paper.change(troubles=Troubles(paper_low=True))
    assert driver.status() == PrinterStatus(ready=True, paper_low=True)
    assert driver.print(noise(), b"job1") == Proof("printed")


def test_a_roll_that_ends_within_the_receipt_leaves_no_ghost(paper, hasty):
    paper.change(rows_left=70)
    assert hasty.print(noise(), b"job1") == Proof("not_printed", "printer_no_paper")
    assert paper.receipts == ()
    assert paper.hanging == 70
    paper.change()
    assert paper.hanging == 70, "the rest of the dropped receipt came out of the new roll"
    assert hasty.print(noise(seed=2), b"job2", again=True) == Proof("printed")
    assert len(paper.receipts) == 1
    assert seen(paper.receipts[0])[70 * 72 :] == noise(seed=2).rows


def test_a_job_bigger_than_all_buffers_does_not_block_for_ever(paper, hasty):
    paper.spoil_line("freeze", after=STATUS_BYTES)
    assert hasty.print(noise(height=100_000), b"job1") == Proof("unknown", "printer_timeout")
    assert paper.receipts == ()


def test_a_line_cut_within_the_receipt_is_unknown_and_the_next_try_is_whole(paper, driver):
    paper.spoil_line("reset", after=5000)
    assert driver.print(noise(), b"job1") == Proof("unknown", "printer_cut_off")
    assert paper.receipts == ()
    assert paper.hanging == 64
    paper.spoil_line("none")
    assert driver.print(noise(seed=2), b"job2") == Proof("printed")
    assert seen(paper.receipts[0])[64 * 72 :] == noise(seed=2).rows


def test_a_printer_that_says_nothing_gets_nothing(paper, hasty):
    paper.spoil_line("mute")
    assert hasty.status() == PrinterStatus(ready=False, problem="printer_timeout")
    assert hasty.print(noise(), b"job1") == Proof("not_printed", "printer_timeout")
    assert paper.hanging == 0


def test_a_kind_that_never_says_anything_prints_and_the_clerk_is_asked(paper):
    paper.spoil_line("mute")
    driver = driver_for(paper.port, "silent-80")
    assert driver.status() == PrinterStatus(ready=True)
    assert driver.print(noise(), b"job1") == Proof("unknown", "printer_no_proof")
    assert paper.wait_until(lambda printer: len(printer.receipts) == 1, 5)
    assert seen(paper.receipts[0]) == noise().rows


def test_a_printer_that_falls_silent_within_the_job_is_unknown(paper, hasty):
    paper.spoil_line("mute", after=STATUS_BYTES)
    assert hasty.print(noise(), b"job1") == Proof("unknown", "printer_timeout")
    assert paper.wait_until(lambda printer: len(printer.receipts) == 1, 5)


def test_a_printer_that_freezes_within_the_job_is_unknown(paper, hasty):
    paper.spoil_line("freeze", after=STATUS_BYTES)
    assert hasty.print(noise(), b"job1") == Proof("unknown", "printer_timeout")
    assert paper.receipts == ()


def test_a_printer_that_hangs_up_at_once_refuses(paper, driver):
    paper.spoil_line("reset")
    assert driver.status() == PrinterStatus(ready=False, problem="printer_refused")
    assert driver.print(noise(), b"job1") == Proof("not_printed", "printer_refused")
    assert paper.hanging == 0


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    driver = driver_for(port)
    assert driver.status() == PrinterStatus(ready=False, problem="printer_absent")
    assert driver.print(noise(), b"job1") == Proof("not_printed", "printer_absent")


class Strange:
    """A printer with a firmware of its own: answers by a table, and keeps what it received."""

    def __init__(self, answers):
        self._answers = answers
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.received = b""
        self._server = threading.Thread(target=self._serve)

    def __enter__(self):
        self._server.start()
        return self

    def __exit__(self, *_error):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._server.join()
        self._listener.close()

    def _serve(self):
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            with client:
                while data := client.recv(65536):
                    self.received += data
                    for question, answer in self._answers.items():
                        if data.endswith(question):
                            client.sendall(answer)


DOT = Raster(width=8, height=1, rows=b"\x01")
READY = {b"\x10\x04\x01": b"\x12", b"\x10\x04\x04": b"\x12"}


def test_a_printer_that_knows_only_the_older_proof_is_asked_for_it_and_remembered():
    with Strange(READY | {b"\x1dr\x01": b"\x00"}) as strange:
        driver = driver_for(strange.port, patience=HASTY)
        assert driver.print(noise(height=8), b"job1") == Proof("printed")
        assert driver.print(noise(height=8), b"job2") == Proof("printed")
        assert strange.received.count(b"\x1d(H") == 1


class Stalling(Strange):
    """Stops reading the first job after some bytes, and is well again for the next connection."""

    def _serve(self):
        stalled, _address = self._listener.accept()
        with stalled:
            while len(self.received) < 1000:
                data = stalled.recv(1000)
                self.received += data
                for question, answer in self._answers.items():
                    if data.endswith(question):
                        stalled.sendall(answer)
            self.received = b""
            super()._serve()


def test_an_answer_after_half_a_job_proves_nothing():
    answers = READY | {b"\x1dr\x01": b"\x00", b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08": b"\x37\x25\0"}
    with Stalling(answers) as strange:
        driver = driver_for(strange.port, patience=HASTY)
        assert driver.print(noise(height=100_000), b"job1") == Proof("not_printed", "printer_timeout")
        assert b"\x1dr" not in strange.received


def test_a_printer_that_knows_no_proof_leaves_it_to_the_clerk():
    with Strange(READY) as strange:
        driver = driver_for(strange.port, patience=HASTY)
        assert driver.print(noise(height=8), b"job1").outcome == "unknown"


def test_status_packets_sent_unasked_are_no_answers():
    unasked = b"\x14\x00\x0f\x0f"
    with Strange(
        {b"\x10\x04\x01": unasked + b"\x1a", b"\x10\x04\x04": unasked + b"\x12"}
        | {
            b"\x10\x04\x02": b"\x16",
            b"\x10\x04\x03": unasked + b"\x12",
        }
    ) as strange:
        driver = driver_for(strange.port)
        assert driver.status() == PrinterStatus(ready=False, problem="printer_cover_open")


def test_the_proof_of_another_job_proves_nothing():
    with Strange(READY | {b"\x1d(H\x06\x0000" + bytes(4): b""}) as strange:
        driver = driver_for(strange.port, patience=HASTY)
        driver.print(DOT, b"job7")
        asked = strange.received[strange.received.index(b"\x1d(H") + 7 :][:4]
    with Strange(READY | {b"\x1d(H\x06\x0000" + asked: b"\x37\x22    \0"}) as strange:
        driver = driver_for(strange.port, patience=HASTY)
        assert driver.print(DOT, b"job7").outcome == "unknown"
