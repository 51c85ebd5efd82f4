import pytest
from shiboken6 import isValid

from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.header import Header


def header_of(look, qtbot):
    header = Header(look, "Захтев, особа, услуга или наредба", "Тражи", "Ctrl+K")
    qtbot.addWidget(header)
    header.resize(1000, header.height())
    header.show()
    return header


@pytest.fixture
def header(look, qtbot):
    return header_of(look, qtbot)


def test_what_stood_behind_the_title_goes_when_another_screen_comes(header, look, settle):
    first, second = Chip(look, "вежба"), Chip(look, "привр.")
    header.show_head("Захтев", "23. новембар", [first])
    header.show_head("Размена", extras=[second])
    settle()
    assert not isValid(first)
    assert second.isVisible()
    assert (header.title.accessibleName(), header.context.accessibleName()) == ("Размена", "")


def test_chips_that_say_the_same_stay_where_they_are(header, look, settle):
    first, same, other = Chip(look, "вежба"), Chip(look, "вежба"), Chip(look, "вежба", "error")
    header.show_head("Захтев", extras=[first])
    header.show_head("Захтев", extras=[same])
    settle()
    assert first.isVisible()
    assert not isValid(same)
    header.show_head("Захтев", extras=[other])
    settle()
    assert other.isVisible()
    assert not isValid(first)


def test_extras_stand_between_context_and_search(header, look, settle):
    chip = Chip(look, "вежба")
    header.show_head("Захтев", "23. новембар", [chip])
    settle()
    assert header.context.x() < chip.x() < header.search.x()


def test_large_text_leaves_the_context_out(dress, qtbot):
    narrow = header_of(dress("light", 2.0), qtbot)
    narrow.show_head("Захтев", "23. новембар")
    assert narrow.context.accessibleName() == ""
    assert narrow.search.text() == "Тражи"


def test_the_search_gives_way_to_a_long_title_down_to_its_words(header, look, settle):
    header.show_head("Захтев")
    settle()
    wide = header.search.width()
    header.show_head("Уверење о измиреним локалним јавним приходима за предузетника", "Примерић Јелена")
    settle()
    assert header.search.width() < wide
    assert header.search.width() >= header.search.minimumSizeHint().width()
