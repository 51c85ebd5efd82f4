import pytest

from clerk_app.sync.link import LinkState
from clerk_app.ui.offline_note import OfflineNote
from tests.support.fake_frame import context_of


@pytest.fixture
def note(context, desk, qtbot):
    note = OfflineNote(context, desk.place)
    qtbot.addWidget(note)
    return note


def said(note):
    return note._note.accessibleName()


def test_it_comes_and_goes_with_the_line(note, desk):
    assert note.isHidden()
    desk.news.link_changed.emit(LinkState(kind="down"))
    assert not note.isHidden()
    assert said(note).startswith("Радите без везе.")
    desk.news.link_changed.emit(LinkState(kind="unknown"))
    assert note.isHidden()


def test_it_says_what_is_kept_and_since_when_as_far_as_that_is_known(note, desk):
    desk.news.link_changed.emit(LinkState(kind="down", requests=2, exchanged=desk.clock.stamp().at))
    assert "2 захтева" in said(note)
    assert "08:52" in said(note)
    desk.news.link_changed.emit(LinkState(kind="down"))
    assert "2 захтева" not in said(note)
    assert "08:52" not in said(note)


def test_other_news_say_nothing(note, desk):
    desk.news.link_changed.emit("down")
    assert note.isHidden()


def test_it_says_for_how_long_signing_in_works_without_the_line(note, desk):
    desk.news.link_changed.emit(LinkState(kind="down"))
    assert f"Пријава без везе важи још {desk.sessions.days_left()} дан" in said(note)
    desk.sessions.end()
    desk.news.link_changed.emit(LinkState(kind="down", requests=1))
    assert "Пријава без везе" not in said(note)


def test_where_text_is_large_it_leaves_the_list_its_room(texts, dress, page, desk, qtbot):
    note = OfflineNote(context_of(texts, dress("light", 2.0), page), desk.place)
    qtbot.addWidget(note)
    desk.news.link_changed.emit(LinkState(kind="down", requests=2))
    assert said(note).startswith("Радите без везе.")
    assert "2 захтева" not in said(note)


def test_it_says_what_the_relay_of_the_office_does_and_nothing_where_there_is_none(note, desk):
    desk.news.link_changed.emit(LinkState(kind="down", relay="works"))
    assert "Размена иде преко релеа канцеларије." in said(note)
    desk.news.link_changed.emit(LinkState(kind="down", relay="works", relayed=3))
    assert "3 записа; они још нису у центру" in said(note)
    desk.news.link_changed.emit(LinkState(kind="down", relay="relay_full"))
    assert "пун" in said(note)
    for silent in ("", "relay_none", "office_key_none"):
        desk.news.link_changed.emit(LinkState(kind="down", relay=silent))
        assert "реле" not in said(note).lower()
