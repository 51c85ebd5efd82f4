from pathlib import Path

from PySide6.QtWidgets import QApplication

from clerk_app.ui.screens.first_run import EnrolmentWish, FirstRunPage
from clerk_app.ui.screens.sign_in import SignInPage
from tests.app.test_access import words_on
from tests.faults.aftermath import desk_of
from tests.journeys.town import Town
from tests.support.opened_program import opened_program, sign_in, wait_in_qt


def test_a_computer_becomes_a_desk_by_a_code(qapp: QApplication, town: Town, tmp_path: Path) -> None:
    with opened_program(qapp, tmp_path) as (program, _access):
        page = program.page
        assert isinstance(page, FirstRunPage)
        page.enrol_requested.emit(EnrolmentWish(town.url, town.code()))
        wait_in_qt(lambda: isinstance(program.page, SignInPage))
        sign_in(program)


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
        page = program.page
        assert isinstance(page, FirstRunPage)
        page.back_wanted.emit()
        sign_in(program)
        program.replace_wanted.emit()
        page = program.page
        assert isinstance(page, FirstRunPage)
        assert page.central.text() == town.url
        page.enrol_requested.emit(EnrolmentWish(town.url, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", before))
        wait_in_qt(lambda: program.place.texts.text("error.anchor_mismatch") in words_on(page))
        assert desk_of(root) == before
        page.enrol_requested.emit(EnrolmentWish(town.url, town.code(), before))
        wait_in_qt(lambda: isinstance(program.page, SignInPage))
        assert desk_of(root) != before
        sign_in(program)
        again = program.open_desk
        assert again is not None
        wait_in_qt(lambda: again.link.kind == "good")
        assert again.prepared.desk.stores.restores.found() is None
