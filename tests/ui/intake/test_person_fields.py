from dataclasses import replace

import pytest

from clerk_app.domain.findings import Finding
from clerk_app.domain.people import IdDocument, Person
from clerk_app.ui.intake.person_fields import KINDS, PersonFields, person_of, values_of
from tests.support.fake_neighbours import CARD_HOLDER

COMPANY = Person(id_kind="company", id_number="101134702", company_number="20084693", surname="Узор д.о.о.")


@pytest.fixture
def fields(context, qtbot):
    made = PersonFields(context, "representative", "Заступник")
    qtbot.addWidget(made)
    made.show()
    return made


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


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_person_goes_through_the_fields_unchanged(fields, kind):
    document = IdDocument(
        kind="passport", number="P1", issuer="МУП", issued="2020-01-01", expires="2030-01-01", state="MK"
    )
    person = replace(CARD_HOLDER, id_kind=kind, company_number="20084693", document=document)
    fields.show_person(person)
    told: list[object] = []
    fields.edited.connect(told.append)
    fields._on_edited("")
    assert told == [person]


def test_a_company_has_its_own_fields_and_words(fields, settle):
    fields.show_person(COMPANY)
    settle()
    assert fields.rows["company_number"].isVisible()
    assert not fields.rows["given_name"].isVisible()
    assert fields.fields["id_number"].accessibleName() == "Заступник: ПИБ"
    fields.show_person(CARD_HOLDER)
    settle()
    assert not fields.rows["company_number"].isVisible()
    assert fields.rows["given_name"].isVisible()
    assert fields.fields["id_number"].accessibleName() == "Заступник: Број"


def test_a_typed_number_of_a_document_makes_it_one(fields):
    typed = values_of(Person()) | {"document": "009990417"}
    assert person_of(Person(), "jmbg", typed).document.kind == "id_card"
    assert person_of(Person(), "passport", typed).document.kind == "passport"
    chosen = typed | {"document_kind": "other"}
    assert person_of(Person(), "jmbg", chosen).document.kind == "other"


def test_days_of_a_document_are_read_as_they_come_to_hand():
    typed = values_of(Person()) | {"document_expires": "1.4.2030", "document_issued": "негде"}
    document = person_of(Person(), "jmbg", typed).document
    assert (document.expires, document.issued) == ("2030-04-01", "негде")


def test_findings_stand_at_the_fields_of_the_same_person_only(fields):
    fields.show_person(CARD_HOLDER)
    found = {"representative.surname": [Finding("name_incomplete", "representative.surname")]}
    fields.show_findings(lambda where: found.get(where, ()), lambda finding: finding.code)
    assert fields.rows["surname"].message == "name_incomplete"
    fields.show_findings(lambda where: (), lambda finding: finding.code)
    assert fields.rows["surname"].message == ""


def test_the_place_of_the_hand_is_named_as_a_finding_names_it(fields, qtbot):
    fields.activateWindow()
    fields.take_focus("representative.phone")
    assert fields.focused() == "representative.phone"
    fields.show_person(Person())
    fields.take_focus()
    assert fields.focused() == "representative.id_number"
