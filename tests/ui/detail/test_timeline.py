from clerk_app.domain.requests import HistoryItem
from clerk_app.ui.detail.timeline import happening_look, happening_words
from tests.support.stage import texts_in


def item(kind, **params):
    return HistoryItem(at=0, kind=kind, source="centre", params=params)


def test_a_change_of_state_is_told_by_the_state_with_its_note():
    told = item("status", state="u_radu", note="Одељење за урбанизам")
    assert happening_words(told, texts_in()) == ("У раду", "Одељење за урбанизам")
    assert happening_look(told) == ("clock", "accent")


def test_a_state_newer_than_the_program_counts_as_being_worked_on():
    assert happening_words(item("status", state="novo"), texts_in())[0] == "У раду"


def test_a_kind_newer_than_the_program_is_a_change():
    assert happening_words(item("never_heard_of"), texts_in()) == ("Промена у центру", "")


def test_the_unique_number_is_read_in_threes():
    title, more = happening_words(item("registered", number="004812736/2026"), texts_in())
    assert title == "Заведен у центру: 004 812 736 / 2026"
    assert more == "Привремени број остаје на папиру и у претрази."
