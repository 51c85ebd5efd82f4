from datetime import UTC

import pytest

from clerk_app.domain.requests import HistoryItem
from clerk_app.ui.detail.timeline import Timeline, _Row, happening_look, happening_words
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


def test_the_unique_number_is_read_in_threes_that_stay_on_one_line():
    title, more = happening_words(item("registered", number="004812736/2026"), texts_in())
    assert title == "Заведен у центру: 004\u00a0812\u00a0736\u00a0/\u00a02026"
    assert more == "Привремени број остаје на папиру и у претрази."


def test_a_clerk_is_named_where_the_name_is_known():
    params = {"reason": "Погрешна услуга", "clerk": "mprimeric"}
    told = HistoryItem(at=0, kind="annulled", source="desk", params=params)
    assert "mprimeric" in happening_words(told, texts_in())[1]
    more = happening_words(told, texts_in(), {"mprimeric": "Милица Примерић"})[1]
    assert more == "Службеник: Милица Примерић. Ништа није обрисано."


def test_the_centre_tells_of_an_annulment_without_a_clerk():
    told = ("Поништење је стигло у центар", "Ништа није обрисано.")
    assert happening_words(item("annulled", reason=""), texts_in()) == told


def test_what_was_told_before_stays_the_same_widget(context, qtbot):
    timeline = Timeline(context, "3")
    qtbot.addWidget(timeline)
    timeline.show()
    received = item("received", number="A7-000417-E", clerk="М. Примерић")
    timeline.show_history((received,), UTC)
    (before,) = timeline.findChildren(_Row)
    timeline.show_history((received, item("registered", number="004812736/2026")), UTC)
    rows = timeline.findChildren(_Row)
    assert before in rows
    assert len(rows) == 2
    assert all(row.isVisible() for row in rows)


@pytest.mark.parametrize(
    ("kind", "params", "told"),
    [
        ("moved", {"state": "u_radu", "note": "узето", "clerk": "x"}, ("У раду", "узето · Службеник: x")),
        ("handed", {"to": "Огњен", "note": "", "clerk": "x"}, ("Предмет предат: Огњен", "Службеник: x")),
        ("handed", {"to": "x", "note": "", "clerk": "x"}, ("Предмет преузет", "Службеник: x")),
        (
            "supplemented",
            {"fields": "1", "papers": "2", "note": "донела"},
            ("Захтев допуњен", "1 поље, 2 прилога и доказа · донела"),
        ),
        ("withdrawn", {"reason": "не треба"}, ("Странка одустала од захтева", "не треба")),
        ("amended", {"fields": "3"}, ("Образац исправљен", "3 поља")),
        ("payment", {"state": "of_next_year"}, ("Плаћање: стање које овај програм не познаје (of_next_year)", "")),
    ],
)
def test_work_on_a_case_is_told_with_what_is_known_of_it(kind, params, told):
    assert happening_words(item(kind, **params), texts_in()) == told
    assert happening_look(item(kind, **params)) != ("file-text", "text_2")
