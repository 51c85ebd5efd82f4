"""What is saved as a file from the windows: the report for support, and a copy of the desk's data."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.app.windows import Program
from clerk_app.cli.frame import Exit
from clerk_app.demo.hands import Hands
from clerk_app.demo.watching import Watching
from clerk_app.store.database import Database
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.verify import verify
from clerk_app.ui.devices.saving import Saving
from clerk_app.ui.screens.devices import DevicesScreen
from tests.gates.planted import NOTE, PERSON, leaks
from tests.journeys.town import CLERK, PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD, Terminal, Town
from tests.support.opened_program import opened_program, sign_in, wait_in_qt


@dataclass(frozen=True)
class Counter:
    """A program, the hands and eyes that work it, and a stick to save to."""

    program: Program
    hands: Hands
    watching: Watching
    stick: Path

    def savings(self) -> dict[str, Saving]:
        screens = self.watching.shell()._screens.values()
        devices = next(screen for screen in screens if isinstance(screen, DevicesScreen))
        return {saving.command: saving for saving in devices._savings}

    def receive(self, count: int) -> None:
        actions = self.watching.desk().actions
        service = actions.choosing.service("local-tax-clearance", 1)
        for _ in range(count):
            form = actions.intake.begin(PERSON)
            form = replace(form, service=service.id, service_version=service.version, note=NOTE)
            actions.intake.accept(form, service, None)

    def choose_the_stick(self) -> None:
        wait_in_qt(lambda: self.hands.dialog() is not None)
        self.hands.answer_dialog(str(self.stick))
        wait_in_qt(self.hands.back_in_front)

    def saved(self, command: str) -> Path:
        saving = self.savings()[command]
        wait_in_qt(lambda: not saving.busy and (saving.path is not None or saving.error is not None))
        assert saving.path is not None, saving.error
        assert self.hands.reads(saving.path.name)
        return saving.path


@pytest.fixture
def counter(qapp: QApplication, town: Town, tmp_path: Path) -> Iterator[Counter]:
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened_program(qapp, town.desk(f"{tmp_path.name}-desk"), reader="simulated") as (program, _access):
        yield Counter(program, Hands(program.window, tmp_path / "pictures"), Watching(program), stick)


def test_a_clerk_saves_the_report_for_support_by_its_key(counter: Counter) -> None:
    sign_in(counter.program, CLERK, PASSWORD)
    counter.receive(1)
    counter.hands.press("Ctrl+G")
    counter.choose_the_stick()
    path = counter.saved("save_report")
    assert path.parent == counter.stick
    with zipfile.ZipFile(path) as report:
        assert {"settings.json", "doctor.json", "versions.json"} <= {*report.namelist()}
        assert all(CLERK.encode() not in report.read(name) for name in report.namelist())
    assert leaks(counter.stick) == []
    assert "save_copy" not in counter.savings()


def received_in(database: Database) -> int:
    with database.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM view_request WHERE origin = 'here'").fetchone()
    return int(count)


def test_a_supervisor_copies_the_file_while_the_desk_works_on(counter: Counter) -> None:
    sign_in(counter.program, SUPERVISOR, SUPERVISOR_PASSWORD)
    counter.receive(3)
    counter.watching.shell().commands.run("save_copy")
    counter.choose_the_stick()
    path = counter.saved("save_copy")
    counter.receive(1)
    desk = counter.watching.desk()
    assert desk.verify()
    with DeskFile(path, desk.stores.copies._key) as copy:
        assert verify(copy.database, desk.identity.desk).problem == ""
        assert (received_in(copy.database), received_in(desk.stores.file.database)) == (3, 4)
    assert leaks(counter.stick) == []


def test_a_copy_put_in_the_place_of_the_file_opens_with_the_same_password(town: Town, tmp_path: Path) -> None:
    root = town.desk(f"{tmp_path.name}-desk")
    terminal = Terminal(root)
    assert terminal.as_clerk("sync", "--once", "--hold", "0").code == Exit.DONE
    supervisor = {"user": SUPERVISOR, "password": SUPERVISOR_PASSWORD}
    copied = terminal.as_clerk("copy", str(tmp_path), **supervisor)
    assert copied.code == Exit.DONE
    for name in ("desk.db", "desk.db-wal", "desk.db-shm"):
        (root / name).unlink(missing_ok=True)
    Path(copied.told[0]["copy"]).replace(root / "desk.db")
    checks = {check["check"]: check for check in terminal.as_clerk("doctor", **supervisor).told[0]["checks"]}
    assert checks["journal"]["level"] == "fine"
    assert int(checks["journal"]["params"]["entries"]) == copied.told[0]["entries"]
