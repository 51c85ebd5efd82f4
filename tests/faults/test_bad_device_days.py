"""Days on which what stands on the counter fails: printer, card reader, disk, and a second copy of the program."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit
from clerk_app.devices.checks import CardReaderCheck
from clerk_app.devices.pcsc import PcscReaders
from clerk_app.devices.simulated_mechanism import Troubles
from clerk_app.devices.simulated_printer import SimulatedPrinter
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import CardTrouble, ReadersChanged
from clerk_app.ports.desk_file import JobState
from tests.devices.counter import Counter as CardCounter
from tests.devices.samples import PERAS_CARD
from tests.faults.bad_day import BadDay, prepared_once
from tests.journeys.town import Terminal, Town, lines, place_of
from tests.support import virtual_card
from tests.support.virtual_card import VirtualCard
from tests.support.vpcd import Vpcd

SMALL_DISK = 8 * 1024 * 1024


@pytest.fixture
def root(town: Town, tmp_path: Path) -> Path:
    root = town.desk(tmp_path.name)
    prepared_once(town, root)
    return root


PRINTERS: dict[str, tuple[Callable[[SimulatedPrinter], None], JobState, str]] = {
    "refusing": (lambda printer: printer.spoil_line("reset"), JobState.FAILED, "printer_refused printer_cut_off"),
    "out of paper": (
        lambda printer: printer.change(troubles=Troubles(paper_out=True)),
        JobState.FAILED,
        "printer_no_paper",
    ),
    "cover open": (
        lambda printer: printer.change(troubles=Troubles(cover_open=True)),
        JobState.FAILED,
        "printer_cover_open",
    ),
    "cut mid-receipt": (lambda printer: printer.spoil_line("reset", after=9000), JobState.UNKNOWN, "printer_cut_off"),
}


@pytest.mark.parametrize("fault", PRINTERS)
def test_a_printer_that_is(fault: str, town: Town, root: Path, tmp_path: Path, record_property) -> None:
    spoil, state, reasons = PRINTERS[fault]
    with SimulatedPrinter(tmp_path) as printer:
        place = place_of(root, printer=f"tcp://127.0.0.1:{printer.port}")
        with BadDay(town, root, f"printer {fault}", record_property, place) as day:
            day.sign_in()
            received = day.accept()
            spoil(printer)
            job = day.print(received)
            assert job.state is state
            assert job.reason in reasons.split()
            day.says("print", job.reason)
            (item,) = day.prepared.desk.actions.attending.items()
            assert item.print_job == job
            printer.spoil_line("none")
            printer.change()
            assert printer.receipts == ()
            print_again(day, received.view.subject)
            assert len(printer.receipts) == 1
            day.end()


def test_no_printer_at_all(town: Town, root: Path, record_property) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    with BadDay(town, root, "printer absent", record_property, place_of(root, printer=address)) as day:
        day.sign_in()
        job = day.print(day.accept())
        assert (job.state, job.reason) == (JobState.FAILED, "printer_absent")
        day.says("print", job.reason)
        day.end()
    with BadDay(town, root, "printer not chosen", record_property, place_of(root)) as day:
        day.sign_in()
        job = day.print(day.accept())
        assert (job.state, job.reason) == (JobState.FAILED, "printer_not_chosen")
        day.says("print", job.reason)
        day.numbers = [view.number for view in day.views()]
        day.end()


def print_again(day: BadDay, subject: bytes) -> None:
    """The clerk prints again once the printer works."""
    printing = day.prepared.desk.actions.printing
    job = printing.reprint(subject)
    assert printing.run(job.id, subject).state is JobState.PRINTED
    day.goes_on("print again")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Vpcd]:
    with Vpcd(tmp_path) as running:
        yield running


def served_without_a_card(town: Town, root: Path, fault: str, step: str, code: str, record_property) -> None:
    """The clerk is told of the card or the reader, types, and the citizen is served."""
    with BadDay(town, root, fault, record_property) as day:
        day.sign_in()
        day.says(step, code)
        day.accept("accept, typed")
        day.numbers = [view.number for view in day.views()]
        day.end()


def test_no_card_service_and_no_reader(town: Town, root: Path, service: Vpcd, record_property) -> None:
    readers = PcscReaders()
    try:
        code = CardReaderCheck(readers).run().code
        served_without_a_card(town, root, "no card service", "card in", code, record_property)
        assert code == "card_no_service"
        service.start(with_reader=False)
        assert CardCounter(readers).until(ReadersChanged).names == ()
        code = CardReaderCheck(readers).run().code
        served_without_a_card(town, root, "no reader", "card in", code, record_property)
        assert code == "card_no_reader"
    finally:
        readers.close()


@pytest.mark.parametrize(
    ("fault", "played", "code"),
    [
        ("card pulled mid-read", virtual_card.pulled_at(6), "card_removed"),
        ("foreign card", virtual_card.foreign, "card_unknown"),
    ],
)
def test_a_card_that_cannot_be_read(
    fault: str, played: virtual_card.Fault, code: str, town: Town, root: Path, service: Vpcd, record_property
) -> None:
    service.start()
    readers = PcscReaders()
    counter = CardCounter(readers)
    try:
        with VirtualCard(service.port, PERAS_CARD, fault=played):
            counter.until(CardTrouble)
        assert counter.troubles() == [code]
        assert counter.people() == []
    finally:
        readers.close()
    served_without_a_card(town, root, fault, "card in", code, record_property)


def test_a_second_copy_of_the_program(town: Town, root: Path, record_property) -> None:
    with BadDay(town, root, "second copy", record_property) as day:
        day.sign_in()
        day.accept()
        with BadDay(town, root, "second copy", None) as second:
            day.step("sign in to the second", second.sign_in, code="second_copy")
        by_command = Terminal(root).as_clerk("receive", stdin=lines(1))
        assert (by_command.code, by_command.error["error"], by_command.out) == (Exit.FAILED, "second_copy", "")
        day.says("receive by command line", "second_copy")
        day.accept()
        day.end()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, which only root can make."""
    mounted = os.name == "posix" and os.geteuid() == 0
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(tmp_path)]
    if not mounted or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system can only be made by root")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_disk_that_is_full(town: Town, small_disk: Path, record_property) -> None:
    root = small_disk / "desk"
    town.enrol(root)
    prepared_once(town, root)
    with BadDay(town, root, "disk full", record_property) as day:
        day.sign_in()
        day.accept()
        day.drain()
        filler, scan = small_disk / "filler", small_disk / "scan.pdf"
        scan.write_bytes(b"%PDF-1.7\n" + bytes(1024 * 1024))
        free = os.statvfs(small_disk)
        filler.write_bytes(bytes(free.f_bavail * free.f_bsize))
        keep = day.prepared.desk.actions.enclosures.keep
        day.step("enclose", lambda: keep(scan, "Доказ", "", original=False), code="disk_full")
        with pytest.raises(Unavailable) as refused:
            day.accept_until_refused()
        day.says("accept", refused.value.code, dict(refused.value.params))
        assert refused.value.code == "disk_full"
        filler.unlink()
        scan.unlink()
        day.accept("accept, with room again")
        day.end()
