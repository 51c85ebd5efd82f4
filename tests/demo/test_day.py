from pathlib import Path

from PySide6.QtWidgets import QApplication

from clerk_app.demo.day import Day
from clerk_app.demo.hands import Hands
from clerk_app.demo.script import Player
from clerk_app.demo.stage import Outside, Stage
from clerk_app.ui.screens.sign_in import SignInPage
from tests.journeys.town import Town
from tests.support.opened_program import opened_program, wait_in_qt


def test_the_day_begins_by_enrolling_at_the_centre_of_the_stage(qapp: QApplication, town: Town, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", Outside("tcp://h:1", "simulated", town.url, town.code()))
    told: list[str] = []
    with opened_program(qapp, tmp_path / "desk", reader="simulated") as (program, _access):
        player = Player(Day(program, stage, Hands(program.window, tmp_path / "out"), told.append).script(), program)
        player.play()
        wait_in_qt(lambda: isinstance(program.page, SignInPage))
        player._end(None)
    assert program.place.enrolled
    assert told
