import pytest

from clerk_app.demo.people import PEOPLE
from clerk_app.domain.checkdigits import birth_date_of, check_jmbg, sex_of

NEVER_ASSIGNED = {"90", "98", "99"}


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.surname)
def test_everybody_is_invented_and_fits_their_number(person):
    number = person.id_number
    assert check_jmbg(number) == ""
    assert number[7:9] in NEVER_ASSIGNED
    assert (str(birth_date_of(number)), sex_of(number)) == (person.birth_date, person.sex)


def test_nobody_is_there_twice():
    for facts in ({each.id_number for each in PEOPLE}, {each.document.number for each in PEOPLE}):
        assert len(facts) == len(PEOPLE)
