from dataclasses import replace

import pytest

from clerk_app.domain.merging import Choice, Side
from clerk_app.ui.detail.form_tab import HIDDEN
from clerk_app.ui.merging.words import (
    NOTHING,
    defined,
    is_secret,
    label_words,
    result_words,
    side_words,
    sorted_rows,
    source_words,
    value_of,
)

KIND, INCOME, JMBG = "claim.kind", "members[0].income", "members[0].jmbg"


def row(compared, field):
    return next(one for one in compared.merge.rows if one.field == field)


def test_a_field_is_called_as_in_the_form_and_says_of_which_row(compared, texts):
    assert label_words(compared, KIND, texts) == "Захтев је"
    assert label_words(compared, "members[1].given_name", texts) == "Име (Чланови домаћинства 2)"
    assert label_words(compared, "of.nothing", texts) == "of.nothing"
    assert defined(None, KIND) is None


def test_values_are_words_and_not_codes(compared, texts):
    assert value_of(compared, KIND, "first", texts) == "први пут"
    assert value_of(compared, "claim.earlier_until", "2027-05-11", texts) == "11.05.2027."
    assert value_of(compared, KIND, "", texts) == NOTHING


def test_what_is_special_is_hidden_and_a_number_masked_until_somebody_asks(compared, texts):
    assert is_secret(compared, INCOME)
    assert is_secret(compared, JMBG)
    assert not is_secret(compared, KIND)
    assert value_of(compared, INCOME, "58000,00", texts) == HIDDEN
    assert value_of(compared, JMBG, "1105985980020", texts) == "110598••••••0"
    shown = replace(compared, revealed=True)
    assert value_of(shown, INCOME, "58000,00", texts) == "58000,00 РСД"
    assert value_of(shown, JMBG, "1105985980020", texts) == "1105985980020"


def test_a_value_that_is_not_told_is_said_to_stand_at_the_centre(compared, texts):
    untold = Side(known=False, desk="B2", at=0)
    assert side_words(compared, row(compared, KIND), untold, texts) == "стоји у центру, овде се не приказује"
    assert source_words(compared, untold, texts) == "рачунар B2"


@pytest.mark.parametrize(
    ("side", "words"),
    [(Side(changed=False), ""), (Side(), "центар"), (Side(desk="A7"), "шалтер 3")],
)
def test_where_a_value_was_written(compared, texts, side, words):
    assert source_words(compared, side, texts) == words


def test_what_will_hold(compared, texts):
    kind = row(compared, KIND)
    assert result_words(compared, kind, None, texts) == "није изабрано"
    assert result_words(compared, kind, Choice("here"), texts) == "први пут"
    assert result_words(compared, kind, Choice("centre"), texts) == "обнова права"
    assert result_words(compared, kind, Choice("third", "first"), texts) == "први пут"
    assert result_words(compared, row(compared, "claim.account"), None, texts) == "840000000000000184"


def test_overlaps_come_first_and_the_rest_as_in_the_form(compared):
    fields = [one.field for one in sorted_rows(compared)]
    assert fields == [
        KIND, JMBG, INCOME, "claim.earlier_until", "claim.account", "members[1].given_name",
    ]  # fmt: skip
