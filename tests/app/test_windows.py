from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from clerk_app.app.windows import Program
from tests.journeys.town import place_of
from tests.support.opened_program import opened_program


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    with opened_program(qapp, tmp_path) as (program, _access):
        yield program


def test_a_page_that_is_turned_away_from_is_gone(program: Program) -> None:
    first, second = QLabel("прва"), QLabel("друга")
    program.turn_to(first)
    program.turn_to(second)
    assert program.page is second
    assert first.parent() is None or not first.isVisible()


def test_the_look_that_is_chosen_outlasts_the_program(program: Program) -> None:
    before = program.place.settings.theme
    program.next_theme()
    now = program.place.settings.theme
    assert now != before
    assert place_of(program.place.paths.root).settings.theme == now


def test_all_themes_come_round_from_the_one_that_is_shown(program: Program) -> None:
    assert (program.place.settings.theme, program.look.tokens.theme) == ("system", "light")
    seen = []
    for _ in range(3):
        program.next_theme()
        seen.append((program.place.settings.theme, program.look.tokens.theme))
    assert seen == [("dark", "dark"), ("high-contrast", "high_contrast"), ("light", "light")]


def test_all_languages_come_round(program: Program) -> None:
    seen = [program.place.settings.language]
    for _ in program.place.texts.languages():
        program.next_language()
        seen.append(program.place.settings.language)
    assert seen[0] == seen[-1]
    assert len(set(seen)) == len(program.place.texts.languages())


def test_what_is_to_end_with_the_program_ends_once_and_the_last_first(program: Program) -> None:
    ended: list[str] = []
    program.at_end(lambda: ended.append("first"))
    program.at_end(lambda: ended.append("second"))
    program.close()
    program.close()
    assert ended == ["second", "first"]


def test_without_a_desk_there_is_no_shell(program: Program) -> None:
    assert program.open_shell() is None
