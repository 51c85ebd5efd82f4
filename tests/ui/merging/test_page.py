from dataclasses import replace

import pytest

from clerk_app.domain.merging import Choice
from clerk_app.ui.merging.page import MergePage

KIND = "claim.kind"


@pytest.fixture
def page(context, compared, qtbot):
    made = MergePage(context)
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    made.show_comparison(compared, {})
    return made


def test_it_counts_what_is_chosen_and_names_both_versions(page, compared):
    assert page._count.text() == "изабрано 0 од 3 · верзија центра 7, наша полази од 5"
    page.show_comparison(compared, {KIND: Choice("here"), "claim.account": Choice("here")})
    assert page._count.text().startswith("изабрано 1 од 3")


def test_the_same_rows_stay_and_others_are_drawn_anew(page, compared):
    before = list(page.rows)
    page.show_comparison(compared, {KIND: Choice("here")})
    assert page.rows == before
    fewer = replace(compared, merge=replace(compared.merge, rows=compared.merge.rows[:2]))
    page.show_comparison(fewer, {})
    assert len(page.rows) == 2


def test_it_hands_on_what_is_asked_of_it(page):
    told: list[object] = []
    page.chosen.connect(told.append)
    page.third_wanted.connect(lambda row: told.append(row.field))
    page.note_typed.connect(told.append)
    page.rows[0].chosen.emit("here")
    page.rows[0].third_wanted.emit()
    page._note.textEdited.emit("са личне карте")
    assert told == [(KIND, "here"), KIND, "са личне карте"]


def test_it_moves_from_row_to_row_and_not_beyond(page, qtbot):
    page.take_focus()
    qtbot.waitUntil(lambda: page.focused() is page.rows[0])
    page.rows[0].moved.emit(-1)
    assert page.focused() is page.rows[0]
    page.rows[0].moved.emit(1)
    assert page.focused() is page.rows[1]
    page.take_focus("claim.account")
    assert page.focused().field == "claim.account"


def test_what_is_hidden_can_be_asked_for_once(page, compared):
    assert page.reveal.isVisible()
    page.show_comparison(replace(compared, revealed=True), {})
    assert not page.reveal.isVisible()


def test_a_note_that_was_typed_is_there_again(page):
    page.show_note("белешка")
    assert page._note.text() == "белешка"
