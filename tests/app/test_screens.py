from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.app.screens import everywhere_of
from clerk_app.app.windows import Program
from clerk_app.ui.shell import Shell
from tests.journeys.town import Town
from tests.support.opened_program import wait_in_qt, working_program

SCREENS = ("home", "intake", "requests", "detail", "attention", "exchange", "devices", "settings")


@pytest.fixture(scope="module")
def program(qapp: QApplication, town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with working_program(qapp, town, tmp_path_factory.mktemp("screens")) as (program, _access):
        yield program


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_can_be_gone_to(screen: str, program: Program) -> None:
    shell = program.page
    assert isinstance(shell, Shell)
    shell.go(screen)
    assert shell.current_id == screen


def test_a_change_of_look_keeps_the_screen_in_front(program: Program) -> None:
    shell = program.page
    assert isinstance(shell, Shell)
    shell.go("exchange")
    program.next_theme()
    again = program.page
    assert isinstance(again, Shell)
    assert again is not shell
    assert again.current_id == "exchange"


def test_what_can_be_done_everywhere_is_done(program: Program) -> None:
    shell = program.page
    assert isinstance(shell, Shell)
    bound = {one.id: one for one in everywhere_of(program, lambda: shell)}
    bound["next_attention"].run()
    wait_in_qt(lambda: shell.current_id == "attention")
    theme = program.place.settings.theme
    bound["look"].run()
    assert program.place.settings.theme != theme
