"""A citizen comes for eID: no line and an appointment, then an account, and one sheet that nothing remembers."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.actions.eid import Eid
from clerk_app.app.open import Prepared, prepare
from clerk_app.app.windows import Program
from clerk_app.contract.eid import EidAccount, EidIssuance, EidLookup, EidParameters, EidRegistration
from clerk_app.demo.hands import Hands
from clerk_app.demo.people import JELENA
from clerk_app.demo.watching import Watching
from clerk_app.devices.card_image import card_image
from clerk_app.devices.simulated_printer import SimulatedPrinter
from clerk_app.documents import qr
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.ports.eid import EidLine
from clerk_app.ui.eid.booking import BookingDialog
from clerk_app.ui.eid.state import EidForm
from clerk_app.ui.screens.eid import EidScreen
from tests.journeys.town import CLERK, PASSWORD, Town, place_of
from tests.support.central_process import ROOT
from tests.support.eid_people import CITIZEN, EMAIL, PHONE
from tests.support.opened_program import opened_program, sign_in, wait_in_qt

FIRST, SECOND = "0a" * 16, "0b" * 16


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    (tmp_path / "papers").mkdir()
    with SimulatedPrinter(tmp_path / "papers") as running:
        yield running


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path / "town") as running:
        yield running


def rows(town: Town, question: str) -> list[tuple[Any, ...]]:
    """What the centre's database says."""
    with closing(sqlite3.connect(f"file:{town.database}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


def sheets(printer: SimulatedPrinter) -> list[str]:
    """The code of every sheet that came out."""
    read = [text for paper in printer.receipts for text in qr.read(paper.read_bytes())]
    return [text.removeprefix("CONSENTID:") for text in read if text.startswith("CONSENTID:")]


def everything(prepared: Prepared) -> str:
    """Every row of every table of the desk's file."""
    with prepared.desk.stores.file.database.reading() as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        searched = {"view_index", *(name for name in tables if re.fullmatch(r"replica_list_words_\d+", name))}
        read = (name for name in tables if name not in searched)  # what is only searched has its words beside it
        return repr([connection.execute(f"SELECT * FROM {table}").fetchall() for table in read])


def check_nowhere(secret: str, folder: Path, told: str) -> None:
    """A code is in no file of the desk, whatever is in it, nor in what its file decrypts to."""
    parts = [part for part in (secret, *secret.split(":")) if len(part) > 8]
    files = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert files
    for part in parts:
        assert part not in told
        assert part.encode() not in files


def kinds(prepared: Prepared) -> list[str]:
    return [entry.header.kind for entry in prepared.desk.stores.eid.all()]


class Visit:
    """A program with a reader and somebody at work, and the hands that take a citizen through eID by keys."""

    def __init__(self, program: Program, town: Town, printer: SimulatedPrinter, pictures: Path) -> None:
        self.program, self.town, self.printer = program, town, printer
        self.shell = sign_in(program)
        self.hands, self.watching = Hands(program.window, pictures), Watching(program)
        self.text = program.place.texts.text
        assert program.open_desk is not None
        self.prepared = program.open_desk.prepared

    @property
    def form(self) -> EidForm:
        """The visit as the screen has it."""
        screen = self.shell._screens["eid"]
        assert isinstance(screen, EidScreen)
        return screen.visit.form

    def tick(self, key: str) -> None:
        self.hands.into(self.text(key))
        self.hands.press("Space")

    def comes(self) -> None:
        """The citizen's card is read, and the clerk compares the face."""
        reader = self.watching.reader()
        assert reader is not None
        reader.insert(card_image(JELENA, b""))
        wait_in_qt(lambda: self.watching.at_counter() == JELENA.surname)
        wait_in_qt(lambda: self.prepared.desk.stores.reference.get("eid") is not None)
        self.hands.press("Ctrl+E")
        wait_in_qt(lambda: self.shell.current_id == "eid")
        self.tick("eid.face")

    def books(self) -> None:
        """There is no line: the citizen is asked to come again."""
        self.hands.press("Ctrl+Return")
        wait_in_qt(lambda: self.hands.reads(self.text("eid.offline.title")))
        self.hands.press("Ctrl+B")
        wait_in_qt(lambda: isinstance(QApplication.activeModalWidget(), BookingDialog))
        self.hands.type("060 123 45 67")
        self.hands.press("Ctrl+Return")
        wait_in_qt(lambda: len(self.printer.receipts) == 1)

    def registers(self) -> None:
        """The line is back: there is no account, so one is opened."""
        wait_in_qt(self.hands.back_in_front)
        self.hands.press("Ctrl+Return")
        wait_in_qt(lambda: self.form.step == "contact")
        for name, typed in (("email", EMAIL), ("phone", "060 123 45 67")):
            self.hands.into(self.text(f"person.{name}"))
            self.hands.type(typed)
        self.tick("eid.read_back")
        self.hands.press("Ctrl+Return")
        wait_in_qt(lambda: self.form.step == "sheet")

    def is_given(self) -> str:
        """The parameters are printed once; gives the code on the sheet."""
        self.hands.press("Ctrl+Return")
        wait_in_qt(lambda: bool(self.form.given))
        (code,) = sheets(self.printer)
        wait_in_qt(lambda: rows(self.town, "SELECT level FROM eid_account") == [("high",)])
        assert rows(self.town, "SELECT state, sealed FROM eid_parameters") == [("given", b"")]
        return code

    def wants_another(self) -> None:
        """The same key once more is the next person, and the centre gives nothing twice."""
        self.hands.press("Ctrl+Return")
        wait_in_qt(lambda: self.form.person.surname == "")
        with pytest.raises(Refused, match="parameters_gone"):
            again(self.prepared, rows(self.town, "SELECT id FROM eid_parameters")[0][0])


def test_no_line_and_an_appointment_then_an_account_and_one_sheet(
    qapp: QApplication, own_town: Town, printer: SimulatedPrinter, tmp_path: Path
) -> None:
    root = own_town.desk("desk")
    settings = {"reader": "simulated", "printer": f"tcp://127.0.0.1:{printer.port}"}
    with opened_program(qapp, root, **settings) as (program, _access):
        visit = Visit(program, own_town, printer, tmp_path / "pictures")
        visit.comes()
        own_town.go_down()
        visit.books()
        assert (kinds(visit.prepared), sheets(printer)) == (["eid.booked"], [])
        own_town.come_back()
        visit.registers()
        code = visit.is_given()
        visit.wants_another()
        assert sheets(printer) == [code]
        assert kinds(visit.prepared) == ["eid.booked", "eid.registered", "eid.issued", "eid.given"]
        told = everything(visit.prepared)
    check_nowhere(code, root, told)
    assert JELENA.id_number not in told  # what the journal says of eID has the number masked


def again(prepared: Prepared, act: str) -> EidParameters:
    """Ask for the parameters of an act that is done."""
    eid = prepared.desk.actions.eid
    grant = prepared.desk.sessions.current().grant.id
    return eid._world.line.issue(
        EidIssuance(id=act, grant=grant, identity=replace(CITIZEN, id_number=JELENA.id_number))
    )


class LosesFirst:
    """A line on which the first answer about parameters is lost, after the centre gave it."""

    def __init__(self, line: EidLine) -> None:
        self._line = line
        self.lost: EidParameters | None = None

    def look_up(self, asked: EidLookup) -> EidAccount:
        return self._line.look_up(asked)

    def register(self, wanted: EidRegistration) -> EidAccount:
        return self._line.register(wanted)

    def issue(self, wanted: EidIssuance) -> EidParameters:
        answer = self._line.issue(wanted)
        if self.lost is None:
            self.lost = answer
            raise Unavailable("line_slow")
        return answer


@pytest.fixture
def prepared(own_town: Town, printer: SimulatedPrinter) -> Iterator[Prepared]:
    """A clerk at work without windows, whose citizen has an account."""
    made = prepare(place_of(own_town.desk("desk"), printer=f"tcp://127.0.0.1:{printer.port}"))
    made.sign_in(CLERK, PASSWORD)
    wait_in_qt(lambda: made.desk.stores.reference.get("eid") is not None)
    made.desk.actions.eid.register(FIRST, CITIZEN, EMAIL, PHONE)
    yield made
    made.close()


def test_an_answer_that_was_lost_after_the_centre_issued_is_not_a_second_issue(
    qapp: QApplication, prepared: Prepared, own_town: Town, printer: SimulatedPrinter
) -> None:
    world = prepared.desk.actions.eid._world
    line = LosesFirst(world.line)
    eid = Eid(prepared.desk.sessions, replace(world, line=line))
    with pytest.raises(Unavailable, match="line_slow"):
        eid.print_parameters(SECOND, CITIZEN)
    eid.print_parameters(SECOND, CITIZEN)
    assert line.lost is not None
    assert sheets(printer) == [line.lost.qr.removeprefix("CONSENTID:")]
    wait_in_qt(lambda: rows(own_town, "SELECT state FROM eid_parameters") == [("given",)])


def test_a_printer_that_runs_out_of_paper_leaves_no_parameters_that_open_anything(
    qapp: QApplication, prepared: Prepared, own_town: Town, printer: SimulatedPrinter
) -> None:
    eid = prepared.desk.actions.eid
    printer.change(rows_left=100)
    with pytest.raises(Unavailable, match="eid_sheet_lost"):
        eid.print_parameters(FIRST, CITIZEN)
    wait_in_qt(lambda: rows(own_town, "SELECT state FROM eid_parameters") == [("void",)])
    with pytest.raises(Unavailable, match="printer_no_paper"):
        eid.print_parameters(SECOND, CITIZEN)
    assert len(rows(own_town, "SELECT id FROM eid_parameters")) == 1
    printer.change(rows_left=20_000)
    eid.print_parameters(SECOND, CITIZEN)
    states = "SELECT id, state FROM eid_parameters ORDER BY id"
    wait_in_qt(lambda: rows(own_town, states) == [(FIRST, "void"), (SECOND, "given")])
    (code,) = sheets(printer)
    check_nowhere(code, prepared.desk.place.paths.root, everything(prepared))


@pytest.mark.parametrize("point", ["eid_issued", "eid_recorded", "eid_printed"])
def test_a_desk_killed_between_issue_and_proof_leaves_nothing_to_use(
    qapp: QApplication, own_town: Town, printer: SimulatedPrinter, tmp_path: Path, point: str
) -> None:
    root, address = own_town.desk("desk"), f"tcp://127.0.0.1:{printer.port}"
    before = prepare(place_of(root, printer=address))
    before.sign_in(CLERK, PASSWORD)
    wait_in_qt(lambda: before.desk.stores.reference.get("eid") is not None)
    before.desk.actions.eid.register(FIRST, CITIZEN, EMAIL, PHONE)
    before.close()
    worker = [sys.executable, "-m", "tests.journeys.eid_worker", str(root), address, point]
    died = subprocess.run(worker, cwd=ROOT, timeout=60, check=False, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert rows(own_town, "SELECT state FROM eid_parameters") == [("issued",)]
    after = prepare(place_of(root, printer=address))
    after.sign_in(CLERK, PASSWORD)
    after.desk.actions.eid.settle()
    wanted = "issued" if point == "eid_issued" else "void"  # what was never recorded here opens nothing either
    wait_in_qt(lambda: rows(own_town, "SELECT state FROM eid_parameters") == [(wanted,)])
    after.desk.actions.eid.print_parameters(SECOND, CITIZEN)
    states = "SELECT state FROM eid_parameters ORDER BY at"
    wait_in_qt(lambda: rows(own_town, states) == [("void",), ("given",)])
    told = everything(after)
    after.close()
    for code in sheets(printer):
        check_nowhere(code, root, told)
