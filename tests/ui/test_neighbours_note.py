"""What other counters received is told over the list: found by a search, counted without one, never to be opened."""

import pytest

from clerk_app.ui.neighbours_note import NeighboursNote, lines_of, neighbour_kind
from tests.support.fake_frame import context_of
from tests.support.memory_neighbours import neighbour
from tests.support.stage import texts_in


@pytest.fixture
def note(context, qtbot):
    made = NeighboursNote(context)
    qtbot.addWidget(made)
    return made


def said(note):
    return note._note.accessibleName()


def test_nothing_is_said_where_there_is_none(note):
    note.show_found((), searched=True)
    assert note.isHidden()


def test_a_search_names_who_and_where_and_no_more_than_a_few(note, desk):
    found = lines_of([neighbour(running) for running in range(1, 6)], desk.actions.choosing)
    note.show_found(found, searched=True)
    assert not note.isHidden()
    assert said(note).startswith("Примљено на другом шалтеру, још није у центру")
    assert said(note).count("шалтер 3, 23.11. 09:12") == 3
    assert neighbour(1).number in said(note)
    assert "и још 2" in said(note)


def test_where_text_is_large_one_is_told_whole_and_several_are_counted_as_found(desk, texts, dress, page, qtbot):
    note = NeighboursNote(context_of(texts, dress("light", 2.0), page))
    qtbot.addWidget(note)
    found = lines_of([neighbour(1), neighbour(2)], desk.actions.choosing)
    note.show_found(found, searched=True)
    assert said(note) == "На другим шалтерима су нађена 2 захтева која још нису у центру."
    note.show_found(found[:1], searched=True)
    assert "примљено на шалтеру 3, још није у центру" in said(note)


def test_without_a_search_they_are_counted(note, desk):
    note.show_found(lines_of([neighbour(1)], desk.actions.choosing), searched=False)
    assert "1 захтев" in said(note)
    assert "Узорић" not in said(note)


def test_a_desk_without_a_counter_and_a_service_that_is_not_known_are_named_by_their_codes(desk):
    one = neighbour(1, counter="")
    assert neighbour_kind(one, texts_in()) == "примљено на шалтеру M4, још није у центру"
    (line,) = lines_of([one], desk.actions.choosing)
    assert line.service.sr
