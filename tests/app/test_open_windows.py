from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerk_app.app.open_windows import OpenDesk
from clerk_app.domain.errors import SignIn
from clerk_app.lanes import at_once
from clerk_app.sync.link import LinkState
from clerk_app.ui.workplace import News
from tests.journeys.town import CLERK, PASSWORD, Town, place_of


@pytest.fixture
def desk(town: Town, tmp_path: Path) -> Iterator[OpenDesk]:
    desk = OpenDesk(place_of(town.desk(tmp_path.name), reader="simulated"), at_once)
    yield desk
    desk.close()


def test_what_happens_before_there_are_windows_is_told_to_nobody(desk: OpenDesk) -> None:
    assert desk.sign_in(CLERK, PASSWORD) == CLERK
    assert desk.news is None
    assert desk.shell is None


def test_a_locked_session_goes_on_for_its_own_clerk_alone(desk: OpenDesk) -> None:
    desk.sign_in(CLERK, PASSWORD)
    session, begun = desk.lock()
    assert (session.grant.user, begun) == (CLERK, False)
    with pytest.raises(SignIn):
        desk.unlock("not this one")
    desk.unlock(PASSWORD)
    assert desk.prepared.desk.actions.looking.counts() is not None


def test_nobody_is_signed_in_after_signing_out(desk: OpenDesk) -> None:
    desk.sign_in(CLERK, PASSWORD)
    assert desk.sign_out() is None
    with pytest.raises(SignIn):
        desk.prepared.desk.actions.looking.counts()


def test_news_that_comes_after_the_end_finds_nobody(town: Town, tmp_path: Path) -> None:
    waiting: list[Callable[[], None]] = []
    desk = OpenDesk(place_of(town.desk(tmp_path.name), reader="simulated"), waiting.append)
    heard: list[object] = []
    desk.news = News()
    desk.news.link_changed.connect(heard.append)
    desk._on_link(LinkState())
    desk.close()
    for tell in waiting:
        tell()
    assert heard == []
