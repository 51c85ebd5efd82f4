"""A visit of three services with the line down in its middle and another citizen between; and a kill while it waits."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.actions import visiting
from clerk_app.app.open import prepare
from clerk_app.app.windows import Program
from clerk_app.demo.hands import Hands
from clerk_app.demo.people import DRAGAN, JELENA
from clerk_app.demo.watching import Watching
from clerk_app.documents import qr
from clerk_app.domain import receipts
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.people import Person
from tests.faults.aftermath import judged
from tests.journeys.town import CLERK, PASSWORD, Town, place_of
from tests.journeys.visit_holder import SURNAME
from tests.support.central_process import ROOT
from tests.support.opened_program import wait_in_qt, working_program


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path) as running:
        yield running


class Clerk:
    """Somebody at work, with the keyboard alone."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.hands, self.watching = Hands(program.window, folder / "pictures"), Watching(program)
        self._text = program.place.texts.text

    def begin(self, person: Person) -> None:
        """Go to the counter, F2, and type who it is."""
        self.watching.shell().go("home")
        self.hands.press("F2")
        number, surname, given = (self._text(f"person.{name}") for name in ("id_number", "surname", "given_name"))
        wait_in_qt(lambda: self.hands.sees(number))
        for name, value in ((number, person.id_number), (surname, person.surname), (given, person.given_name)):
            self.hands.into(name)
            self.hands.type(value)
        self.hands.press("Ctrl+PgDown")

    def choose(self, letters: str) -> None:
        """The service by a few letters."""
        field = self._text("intake.find_service")
        wait_in_qt(lambda: self.hands.sees(field))
        self.hands.into(field)
        self.hands.type(letters)
        self.hands.press("Return")
        wait_in_qt(lambda: not self.hands.sees(field))

    def accept(self) -> None:
        """Review, and receive."""
        before = self.watching.accepted()
        self.hands.press("Ctrl+Return")
        wait_in_qt(lambda: self.hands.sees(self._text("intake.accept")))
        self.hands.press("Ctrl+Return")
        wait_in_qt(lambda: self.watching.accepted() == before + 1)
        wait_in_qt(lambda: self.watching.shell().current_id in {"detail", "visit"})

    def bodies(self) -> list[RequestReceived]:
        """Everything that was received, in order."""
        desk = self.watching.desk()
        found = [desk.actions.receipting.facts(view.subject, copy=0).body for view in self.watching.views()]
        return found[::-1]


def begin_a_visit(clerk: Clerk) -> None:
    """One service is received and registered, the next one begun."""
    clerk.begin(JELENA)
    clerk.choose("izmirenim")
    clerk.accept()
    wait_in_qt(lambda: clerk.watching.registered() == 1)
    clerk.hands.press("F2")
    clerk.choose("izvod")


def take_another_between(clerk: Clerk) -> None:
    """The visit waits while another citizen is received."""
    clerk.hands.press("Ctrl+H")
    clerk.begin(DRAGAN)
    clerk.choose("izmirenim")
    clerk.accept()


def end_the_visit(clerk: Clerk) -> None:
    """The visit that waits goes on where it was, with one more service."""
    clerk.watching.shell().go("home")
    clerk.hands.press("Ctrl+Shift+H")
    wait_in_qt(lambda: clerk.watching.shell().current_id == "intake")
    clerk.accept()
    assert clerk.watching.shell().current_id == "visit"
    clerk.hands.press("F2")
    clerk.choose("ppi")
    clerk.accept()


def test_three_services_one_held_visit_and_the_line_down_in_the_middle(
    qapp: QApplication, town: Town, tmp_path: Path
) -> None:
    folder = tmp_path / "visit"
    with working_program(qapp, town, folder) as (program, _access):
        clerk = Clerk(program, tmp_path)
        begin_a_visit(clerk)
        town.go_down()
        take_another_between(clerk)
        end_the_visit(clerk)
        wait_in_qt(lambda: clerk.watching.printed() == 4)
        town.come_back()
        clerk.watching.shell().go("home")
        clerk.hands.press("F5")
        wait_in_qt(lambda: clerk.watching.registered() == 4 and clerk.watching.drained())

        received = clerk.bodies()
        assert [body.applicant.surname for body in received] == [
            JELENA.surname,
            DRAGAN.surname,
            JELENA.surname,
            JELENA.surname,
        ]
        assert Counter(body.visit == received[0].visit for body in received) == {True: 3, False: 1}
        assert visiting.held(clerk.watching.desk().actions.intake) == ()
        desk, numbers = clerk.watching.desk().identity.desk, [body.number for body in received]
        check_papers(folder / "papers", numbers)
        found = judged(town.database, desk, numbers)
        assert (found["lost"], found["doubled"], found["unnumbered"], found["gaps"]) == ([], 0, 0, [])


def check_papers(folder: Path, numbers: list[str]) -> None:
    """A receipt for each request, each with its own code."""
    papers = sorted(folder.glob("*.png"))
    codes = [text for paper in papers for text in qr.read(paper.read_bytes()) if receipts.is_code(text)]
    assert sorted(receipts.parse(text)[0].number for text in codes) == sorted(numbers)


def test_a_visit_on_hold_survives_a_kill_with_its_place_and_what_was_received(town: Town) -> None:
    root = town.desk("desk")
    command = [sys.executable, "-m", "tests.journeys.visit_holder", str(root)]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    with program.stdout as said:
        word = next(line.strip() for line in said if line.startswith(("ended", "held")))
        program.kill()
        program.wait()
    assert word == "held"

    prepared = prepare(place_of(root))
    try:
        prepared.signing_in.sign_in(CLERK, PASSWORD)
        actions = prepared.desk.actions
        (kept,) = visiting.held(actions.intake)
        (earlier,) = visiting.received_in(actions.requests, kept.form)
    finally:
        prepared.close()
    assert kept.form.applicant is not None
    assert (kept.form.applicant.surname, kept.form.applicant.phone) == (SURNAME, "0601")
    assert (kept.form.focus, kept.form.service) == ("applicant.phone", "local-tax-clearance")
    assert earlier.applicant.strip() == SURNAME
