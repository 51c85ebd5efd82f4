"""The program of a desk whose centre has it stopped, and then wiped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from clerk_app.central.operator.fleet import desk_line
from clerk_app.demo.beside import beside
from clerk_app.ui.screens.first_run import FirstRunPage
from tests.journeys.town import Town
from tests.support.opened_program import opened_program, sign_in, wait_in_qt


def test_it_says_that_it_is_stopped_and_forgets_itself_when_it_is_told_to(
    qapp: QApplication, town: Town, tmp_path: Path
) -> None:
    with opened_program(qapp, town.desk(tmp_path.name)) as (program, _access), beside(Path(town.database)) as parts:
        sign_in(program)
        desk = program.open_desk
        assert desk is not None
        code = desk.prepared.desk.identity.desk
        parts.quarantine.stop(code, "Ана")
        desk.prepared.desk.nudge(asked=True)
        wait_in_qt(lambda: (desk.link.kind, desk.link.code) == ("stopped", "desk_stopped"))
        parts.quarantine.wipe(code, "Ана")
        desk.prepared.desk.nudge(asked=True)
        wait_in_qt(lambda: isinstance(program.page, FirstRunPage) and program.page.note.isVisible())
        page = program.page
        assert isinstance(page, FirstRunPage)
        assert program.place.texts.text("first_run.wiped") in page.note.accessibleName()
        assert program.open_desk is None
        assert not program.place.enrolled
        with parts.database.read() as connection:
            assert parts.quarantine.step(connection, code) == "wiped"


def test_a_desk_that_may_go_on_says_so(qapp: QApplication, town: Town, tmp_path: Path) -> None:
    with opened_program(qapp, town.desk(tmp_path.name)) as (program, _access), beside(Path(town.database)) as parts:
        sign_in(program)
        desk = program.open_desk
        assert desk is not None
        code = desk.prepared.desk.identity.desk
        parts.quarantine.stop(code, "Ана")
        desk.prepared.desk.nudge(asked=True)
        wait_in_qt(lambda: desk.link.kind == "stopped")
        parts.quarantine.resume(code, "Ана")
        desk.prepared.desk.nudge(asked=True)
        wait_in_qt(lambda: desk.link.kind == "good")
        assert program.open_desk is desk
        with parts.database.read() as connection:
            line = desk_line(connection, parts.keys.municipality, code, parts.now())
    assert line is not None
    assert line.told  # the desk tells of its line by itself
    assert line.delay


def test_it_hears_of_both_before_anybody_has_signed_in(qapp: QApplication, town: Town, tmp_path: Path) -> None:
    with opened_program(qapp, town.desk(tmp_path.name)) as (program, _access), beside(Path(town.database)) as parts:
        wait_in_qt(lambda: program.open_desk is not None)
        desk = program.open_desk
        assert desk is not None
        code = desk.prepared.desk.identity.desk
        parts.quarantine.stop(code, "Ана")
        desk.prepared.spooled.nudge()
        wait_in_qt(lambda: (desk.link.kind, desk.link.code) == ("stopped", "desk_stopped"))
        parts.quarantine.wipe(code, "Ана")
        desk.prepared.spooled.nudge()
        wait_in_qt(lambda: isinstance(program.page, FirstRunPage) and program.page.note.isVisible())
        assert not program.place.enrolled
