"""Ages and forms of names."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.central.population.lives import Spelled, age, given_of, joined, surname_of


def test_a_year_is_full_on_the_birthday() -> None:
    assert [age(date(2000, 5, 10), date(2018, 5, day)) for day in (9, 10)] == [17, 18]


@pytest.mark.parametrize(
    ("family", "sex", "borne"),
    [
        ("Илић", "f", Spelled("Илић")),
        ("Ковач|Kovács", "f", Spelled("Ковач", "Kovács")),
        ("Томан|Toman|Томанова|Tomanová", "m", Spelled("Томан", "Toman")),
        ("Томан|Toman|Томанова|Tomanová", "f", Spelled("Томанова", "Tomanová")),
    ],
)
def test_women_bear_their_form_of_a_surname(family: str, sex: str, borne: Spelled) -> None:
    assert surname_of(family, sex) == borne


def test_two_surnames_stand_side_by_side_in_both_spellings() -> None:
    assert joined(Spelled("Илић"), Spelled("Зорић")) == Spelled("Илић Зорић")
    assert joined(Spelled("Илић"), given_of("Ковач|Kovács")) == Spelled("Илић Ковач", "Илић Kovács")
