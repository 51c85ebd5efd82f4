import pytest

from clerk_app.sync.link import LinkState
from clerk_app.ui.stopped_note import StoppedNote
from clerk_app.ui.widgets.button import Button
from tests.support.fake_frame import context_of


@pytest.fixture(params=[1.0, 2.0])
def note(request, texts, dress, page, desk, qtbot):
    note = StoppedNote(context_of(texts, dress(scale=request.param), page), desk.place)
    qtbot.addWidget(note)
    return note


def test_it_comes_when_the_desk_stops_and_not_for_a_line_that_is_down(note, desk):
    desk.news.link_changed.emit(LinkState(kind="down"))
    desk.news.link_changed.emit("stopped")
    assert note.isHidden()
    desk.stop()
    assert not note.isHidden()
    assert "Овај шалтер је стао" in note.note.accessibleName()


def test_it_is_there_at_once_where_the_desk_has_stopped_before(note, desk, context, qtbot):
    desk.stop()
    later = StoppedNote(context, desk.place)
    qtbot.addWidget(later)
    assert not later.isHidden()


def test_its_button_leads_to_the_way_out(note, desk):
    (button,) = note.findChildren(Button)
    button.click()
    assert desk.asked.replacements == 1
