from dataclasses import replace

import pytest

from clerk_app.domain.people import IdDocument, Person
from clerk_app.ui.intake.person_fields import PersonFields, person_of, values_of
from tests.support.fake_neighbours import CARD_HOLDER

COMPANY = Person(id_kind="company", id_number="101134702", company_number="20084693", surname="Узор д.о.о.")


def test_what_was_not_touched_stays_exactly_as_the_document_has_it():
    assert person_of(CARD_HOLDER, "jmbg", values_of(CARD_HOLDER)) == CARD_HOLDER


def test_a_touched_person_counts_as_typed():
    typed = values_of(CARD_HOLDER) | {"phone": "060 000 0000"}
    assert person_of(CARD_HOLDER, "jmbg", typed).source == "typed"
    assert person_of(CARD_HOLDER, "jmbg", typed).address == CARD_HOLDER.address


def test_a_valid_number_gives_birthday_and_sex_where_they_were_empty():
    person = person_of(Person(), "jmbg", values_of(Person()) | {"id_number": "0505970980118"})
    assert (person.birth_date, person.sex) == ("1970-05-05", "m")


def test_a_number_that_does_not_check_tells_nothing():
    person = person_of(Person(), "jmbg", values_of(Person()) | {"id_number": "0505970980119"})
    assert (person.birth_date, person.sex) == ("", "")


def test_a_date_that_is_none_is_kept_as_it_was_typed():
    assert person_of(Person(), "jmbg", values_of(Person()) | {"birth_date": "негде"}).birth_date == "негде"
