from dataclasses import replace

import pytest

from clerk_app.domain.merging import Choice
from clerk_app.ui.merging.row import CompareRow

KIND, ACCOUNT = "claim.kind", "claim.account"


@pytest.fixture
def made(context, compared, qtbot):
    def make(field):
        row = CompareRow(context, compared, next(one for one in compared.merge.rows if one.field == field))
        qtbot.addWidget(row)
        row.show()
        return row

    return make


def test_nothing_is_chosen_of_an_overlap_until_somebody_does(made, compared):
    row = made(KIND)
    assert not any(card.isChecked() for card in row.cards.values())
    row.show_row(compared, Choice("centre"))
    assert [side for side, card in row.cards.items() if card.isChecked()] == ["centre"]
    row.show_row(compared, Choice("third", "first"))
    assert not any(card.isChecked() for card in row.cards.values())


def test_what_was_merged_is_chosen_already(made):
    row = made(ACCOUNT)
    assert [side for side, card in row.cards.items() if card.isChecked()] == ["centre"]


def test_each_side_says_field_side_and_value(made):
    row = made(KIND)
    assert [card.accessibleName() for card in row.cards.values()] == [
        "Захтев је, Овде: први пут",
        "Захтев је, У центру: обнова права",
    ]
    assert row.accessibleName() == "Захтев је"


def test_clicks_and_arrows_choose_and_others_are_handed_on(made):
    row = made(KIND)
    told: list[object] = []
    row.chosen.connect(told.append)
    row.third_wanted.connect(lambda: told.append("third"))
    row.moved.connect(told.append)
    row.cards["here"].click()
    for asked in ("centre", "third", "above", "below"):
        row.cards["here"].wanted.emit(asked)
    assert told == ["here", "centre", "third", -1, 1]


def test_where_text_is_large_each_value_says_which_side_it_is(context, compared, dress, qtbot):
    large = replace(context, look=dress(scale=2.0))
    row = CompareRow(large, compared, compared.merge.rows[0])
    qtbot.addWidget(row)
    assert row.cards["here"].value.text() == "Овде: први пут"
