from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.app.windows import Program
from clerk_app.ui.screens.first_run import EnrolmentWish, FirstRunPage
from clerk_app.ui.screens.sign_in import SignInPage
from tests.app.test_access import words_on
from tests.faults.aftermath import desk_of
from tests.journeys.town import Town
from tests.support.bad_centre import BadCentre
from tests.support.certificates import TestAuthority
from tests.support.opened_program import opened_program, sign_in, wait_in_qt


@pytest.fixture
def fresh(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The program on a computer that is no desk."""
    with opened_program(qapp, tmp_path) as (program, _access):
        yield program


def asking(program: Program) -> FirstRunPage:
    page = program.page
    assert isinstance(page, FirstRunPage)
    return page


def ask(program: Program, central: str, code: str) -> FirstRunPage:
    """Type the centre and the code, and press the button."""
    page = asking(program)
    page.central.setText(central)
    page.code.setText(code)
    page.enter.click()
    return page


def test_a_computer_becomes_a_desk_by_a_code(fresh: Program, town: Town) -> None:
    ask(fresh, town.url, town.code())
    wait_in_qt(lambda: isinstance(fresh.page, SignInPage))
    sign_in(fresh)


def test_what_went_wrong_is_said_with_the_address_and_the_same_code_works(fresh: Program, town: Town) -> None:
    code = town.code()
    page = ask(fresh, "https://127.0.0.1:9", code)
    wait_in_qt(page.note.isVisible)
    assert "на адреси https://127.0.0.1:9 нико не одговара" in page.note.accessibleName()
    assert "Код и даље важи" in page.note.accessibleName()
    assert page.code.text() == code
    ask(fresh, town.url, code)
    wait_in_qt(lambda: isinstance(fresh.page, SignInPage))


def test_a_wrong_code_is_not_said_to_be_good(fresh: Program, town: Town) -> None:
    page = ask(fresh, town.url, "ABCD")
    wait_in_qt(page.note.isVisible)
    assert "24 знака" in page.note.accessibleName()
    assert "важи" not in page.note.accessibleName()


def test_whoever_does_not_want_to_wait_stops_it_in_any_language(fresh: Program, town: Town) -> None:
    code = town.code()
    with BadCentre("silent", TestAuthority().server_context()) as centre:
        before = ask(fresh, centre.url, code)
        wait_in_qt(lambda: bool(centre.heard))
        before.strip.language_wanted.emit()
        page = asking(fresh)
        assert page is not before
        assert not page.enter.isVisible()
        page.stop.click()
        wait_in_qt(page.enter.isVisible)
    assert (page.central.text(), page.code.text()) == (centre.url, code)
    assert not page.note.isVisible()
    assert not fresh.place.enrolled


def test_a_stranger_on_the_signal_starts_nothing(fresh: Program) -> None:
    page = asking(fresh)
    page.enrol_requested.emit("no wish")
    assert page.enter.isVisible()
    assert "тајна" not in repr(EnrolmentWish("https://centar.example", "тајна"))


def test_a_desk_that_has_stopped_is_connected_as_another_one_in_the_same_window(
    qapp: QApplication, town: Town, tmp_path: Path
) -> None:
    root = town.desk(tmp_path.name)
    before = desk_of(root)
    with opened_program(qapp, root) as (program, _access):
        sign_in(program)
        desk = program.open_desk
        assert desk is not None
        desk.prepared.desk.stores.restores.stop("centre", 9)
        wait_in_qt(lambda: desk.link.kind == "stopped")
        program.replace_wanted.emit()
        asking(program).back_wanted.emit()
        sign_in(program)
        program.replace_wanted.emit()
        assert asking(program).central.text() == town.url
        refused = ask(program, town.url, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
        wait_in_qt(lambda: program.place.texts.text("error.anchor_mismatch") in words_on(refused))
        assert desk_of(root) == before
        refused.strip.language_wanted.emit()
        assert asking(program) is not refused
        ask(program, town.url, town.code())
        wait_in_qt(lambda: isinstance(program.page, SignInPage))
        assert desk_of(root) != before
        sign_in(program)
        again = program.open_desk
        assert again is not None
        wait_in_qt(lambda: again.link.kind == "good")
        assert again.prepared.desk.stores.restores.found() is None


def test_a_replacement_that_is_stopped_or_fails_leaves_the_desk_as_it_was(
    qapp: QApplication, town: Town, tmp_path: Path
) -> None:
    root = town.desk(tmp_path.name)
    before = desk_of(root)
    with opened_program(qapp, root) as (program, _access):
        sign_in(program)
        program.replace_wanted.emit()
        with BadCentre("silent", TestAuthority().server_context()) as centre:
            page = ask(program, centre.url, town.code())
            wait_in_qt(lambda: bool(centre.heard))
            page.stop.click()
            wait_in_qt(page.enter.isVisible)
        ask(program, "https://127.0.0.1:9", town.code())
        wait_in_qt(page.note.isVisible)
        assert "На овом рачунару ништа није промењено" in page.note.accessibleName()
        page.back.click()
        assert desk_of(root) == before
        sign_in(program)
