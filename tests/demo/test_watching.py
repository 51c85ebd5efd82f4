from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.app.windows import Program
from clerk_app.demo.watching import Watching
from tests.support.opened_program import opened_program, wait_in_qt


def test_what_is_not_there_yet_is_said(qapp: QApplication, tmp_path: Path) -> None:
    with opened_program(qapp, tmp_path) as (program, _access):
        watching = Watching(program)
        with pytest.raises(LookupError):
            watching.desk()
        with pytest.raises(LookupError):
            watching.shell()
        assert (watching.reader(), watching.at_counter(), watching.drained()) == (None, "", False)


def test_a_desk_before_its_first_citizen(program: Program) -> None:
    watching = Watching(program)
    wait_in_qt(watching.drained)
    assert watching.has_catalogue()
    assert (watching.accepted(), watching.registered(), watching.printed()) == (0, 0, 0)


def test_labels_are_shown_in_the_language_of_the_windows(program: Program) -> None:
    watching = Watching(program)
    seen = set()
    for _ in program.place.texts.languages():
        seen.add(watching.shown_label("Врста извода"))
        program.next_language()
    assert len(seen) == len(program.place.texts.languages())
    assert watching.shown_label("нема таквог поља") == "нема таквог поља"
