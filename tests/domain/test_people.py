"""People as the counter names them, and numbers as lists show them."""

from __future__ import annotations

import pytest

from clerk_app.domain.people import Address, Person, mask


def test_a_person_is_listed_by_surname_and_spoken_to_by_given_name():
    person = Person(surname="Примерић", given_name="Јелена")
    assert person.full_name() == "Примерић Јелена"
    assert person.spoken_name() == "Јелена Примерић"


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (Person(surname="Узор д.о.о."), "Узор д.о.о."),
        (Person(given_name="Јелена"), "Јелена"),
        (Person(), ""),
    ],
)
def test_half_a_name_has_no_stray_space(person, name):
    assert person.full_name() == person.spoken_name() == name


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (Address(street="Узорна", number="12", letter="А", floor="2", apartment="7"), "Узорна 12А 2/7"),
        (Address(street="Узорна", number="12", entrance="3", apartment="7"), "Узорна 12 ул. 3 7"),
        (Address(street="Узорна", floor="приземље"), "Узорна приземље"),
        (Address(number="бб"), "бб"),
        (Address(place="Примерово"), ""),
    ],
)
def test_an_address_is_one_line_of_what_is_known(address, line):
    assert address.line() == line


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("1403988985016", "140398••••••6"),
        ("101134702", "101134••2"),
        ("12345678", "123456•8"),
        ("1234567", "•••••••"),
        ("1", "•"),
        ("", ""),
    ],
)
def test_the_middle_of_a_number_is_hidden_and_a_short_one_is_hidden_whole(number, shown):
    assert mask(number) == shown
    assert len(shown) == len(number)
