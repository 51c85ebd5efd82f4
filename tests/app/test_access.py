from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from clerk_app.app.access import Access
from clerk_app.app.windows import Program
from clerk_app.domain.errors import CounterError
from clerk_app.ui.screens.first_run import FirstRunPage
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.sign_in import Credentials, SignInPage
from clerk_app.ui.shell import Shell
from tests.journeys.town import CLERK, PASSWORD, Terminal, Town, lines
from tests.support.opened_program import opened_program, sign_in, wait_in_qt, working_program

NOBODY = "https://127.0.0.1:9"


def words_on(page: QWidget) -> str:
    """Everything that a page says."""
    return " ".join(label.text() for label in page.findChildren(QLabel))


@pytest.fixture(scope="module")
def working(
    qapp: QApplication, town: Town, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Program, Access]]:
    with working_program(qapp, town, tmp_path_factory.mktemp("access")) as both:
        yield both


def test_a_computer_that_is_no_desk_asks_for_its_code(qapp: QApplication, tmp_path: Path) -> None:
    with opened_program(qapp, tmp_path) as (program, _access):
        assert isinstance(program.page, FirstRunPage)


def test_a_desk_asks_who_is_at_work(qapp: QApplication, town: Town, tmp_path: Path) -> None:
    with opened_program(qapp, town.desk(tmp_path.name)) as (program, _access):
        assert isinstance(program.page, SignInPage)


def test_a_wrong_password_lets_nobody_in(qapp: QApplication, town: Town, tmp_path: Path) -> None:
    with opened_program(qapp, town.desk(tmp_path.name)) as (program, _access):
        page = program.page
        assert isinstance(page, SignInPage)
        page.sign_in_requested.emit(Credentials(CLERK, "not this one"))
        wait_in_qt(lambda: program.place.texts.text("error.password_wrong") in words_on(page))
        assert program.page is page


def test_locking_shows_nothing_of_the_work_until_the_password(working: tuple[Program, Access]) -> None:
    program, access = working
    shell = program.page
    access.lock()
    page = program.page
    assert isinstance(page, LockPage)
    desk = program.open_desk
    assert desk is not None
    with pytest.raises(CounterError):
        desk.prepared.desk.actions.looking.counts()
    page.unlock_requested.emit(PASSWORD)
    wait_in_qt(lambda: program.page is shell)


def test_another_clerk_begins_with_the_name(working: tuple[Program, Access]) -> None:
    program, access = working
    access.lock()
    assert isinstance(program.page, LockPage)
    program.page.other_clerk_wanted.emit()
    assert isinstance(program.page, SignInPage)
    line = program.page.clerk.lineEdit()
    assert line is not None
    assert program.window.focusWidget() in (program.page.clerk, line)
    assert line.selectedText() == line.text() != ""
    assert isinstance(sign_in(program), Shell)  # the next test finds somebody at work


def test_signing_out_leaves_the_exchange_and_the_next_clerk_may_come(working: tuple[Program, Access]) -> None:
    program, access = working
    desk = program.open_desk
    access.sign_out()
    assert isinstance(program.page, SignInPage)
    assert program.open_desk is desk
    assert isinstance(sign_in(program), Shell)


def test_whoever_stands_before_the_desk_sees_whether_the_centre_answers(
    qapp: QApplication, town: Town, tmp_path: Path
) -> None:
    with opened_program(qapp, town.desk(tmp_path.name)) as (program, _access):
        page = program.page
        assert isinstance(page, SignInPage)
        assert "Веза са центром се проверава." in words_on(page)
        wait_in_qt(lambda: "Веза са центром ради" in words_on(page))
        assert page.strip.part("link").words.startswith("веза: добра")


def test_without_a_centre_it_says_so_with_what_waits_and_how_long_one_gets_in(
    qapp: QApplication, town: Town, tmp_path: Path
) -> None:
    root = town.desk(tmp_path.name)
    assert Terminal(root).as_clerk("sync", "--once", "--hold", "0").code == 0
    assert Terminal(root).as_clerk("receive", stdin=lines(2)).code == 0
    with opened_program(qapp, root, central_url=NOBODY) as (program, access):
        page = program.page
        assert isinstance(page, SignInPage)
        wait_in_qt(lambda: "Веза са центром је прекинута." in words_on(page))
        said = page.line.words.accessibleName()
        assert "2 уноса чекају потврду центра, сигурно сачувана овде." in said
        assert "Пријава без везе важи још" in said
        page.sign_in_requested.emit(Credentials(CLERK, PASSWORD))
        wait_in_qt(lambda: isinstance(program.page, Shell))
        access.lock()
        lock = program.page
        assert isinstance(lock, LockPage)
        wait_in_qt(lambda: lock.strip.part("link").words.startswith("веза: нема"))
