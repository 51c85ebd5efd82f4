"""The people of a request: what is odd about them is noted, also about whoever speaks for another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain.bodies import Representation
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Address, IdDocument, Person
from clerk_app.domain.person_checks import of_person, of_representation, tidied
from tests.support.specimens import APPLICANT

TODAY = "2026-11-23"
MOTHER = Person(id_number="0505970980118", surname="Узорић", given_name="Весна")
SEEN = Representation(number="УОП-II:1-2026", issued="2026-11-01", issuer="Јавни бележник", seen=True)
COMPANY = Person(id_kind="company", id_number="101134702", company_number="20084693", surname="Узор д.о.о.")


def codes(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(finding.code, finding.where) for finding in findings}


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (COMPANY, set()),
        (replace(COMPANY, company_number="20084694"), {("company_number_check_digit", "who.company_number")}),
        (replace(APPLICANT, id_kind="foreigner", id_number="123456789"), set()),
        (replace(APPLICANT, id_kind="foreigner", id_number="12345678"), {("foreigner_form", "who.id_number")}),
        (replace(APPLICANT, id_kind="foreigner", id_number="12345678X0"), {("foreigner_form", "who.id_number")}),
        (replace(APPLICANT, id_kind="refugee", id_number="РС 77"), set()),
        (
            replace(APPLICANT, document=IdDocument(issued="2026-11-24")),
            {("date_too_late", "who.document_issued")},
        ),
    ],
)
def test_numbers_and_documents_of_every_kind(person, expected):
    assert codes(of_person(person, TODAY, "who")) == expected


def test_whoever_comes_in_person_needs_nothing_and_a_company_never_does_come_in_person():
    assert of_representation(APPLICANT, None, None, TODAY) == ()
    assert codes(of_representation(COMPANY, None, None, TODAY)) == {("company_unrepresented", "representation.kind")}


def test_a_representative_with_all_papers_is_in_order():
    assert of_representation(APPLICANT, MOTHER, SEEN, TODAY) == ()
    legal = Representation(kind="legal_representative")
    assert of_representation(COMPANY, MOTHER, legal, TODAY) == ()


@pytest.mark.parametrize("nobody", [None, Person()])
def test_a_representative_who_is_not_named_is_missing(nobody):
    found = of_representation(APPLICANT, nobody, SEEN, TODAY)
    assert codes(found) == {("representative_missing", "representative.surname")}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (replace(SEEN, seen=False), {("authority_not_seen", "representation.seen")}),
        (replace(SEEN, kind="parent", seen=False), set()),
        (replace(SEEN, until="2026-11-22"), {("authority_expired", "representation.until")}),
        (replace(SEEN, until="2026-11-23"), set()),
        (replace(SEEN, until="једном"), {("date_impossible", "representation.until")}),
        (replace(SEEN, issued="2027-01-01"), {("date_too_late", "representation.issued")}),
    ],
)
def test_a_power_of_attorney_is_seen_valid_and_of_the_past(by, expected):
    assert codes(of_representation(APPLICANT, MOTHER, by, TODAY)) == expected


@pytest.mark.parametrize(
    ("born", "young"), [("2008-11-23", False), ("2008-11-24", True), ("", False), ("негде", False)]
)
def test_a_representative_is_of_age(born, young):
    person = Person(id_kind="none", surname="Узорић", given_name="Ања", birth_date=born)
    found = codes(of_representation(APPLICANT, person, SEEN, TODAY))
    assert (("representative_under_age", "representative.birth_date") in found) is young


def test_the_personal_number_tells_the_age_where_no_birthday_is_given():
    child = Person(id_number="1501015900004", surname="Узорић", given_name="Ања")
    found = codes(of_representation(APPLICANT, child, SEEN, TODAY))
    assert ("representative_under_age", "representative.birth_date") in found


def test_nobody_speaks_for_themselves_as_for_another():
    found = codes(of_representation(APPLICANT, APPLICANT, SEEN, TODAY))
    assert found == {("represents_self", "representative.id_number")}


def test_what_is_odd_about_the_representative_stands_at_the_representative():
    found = codes(of_representation(APPLICANT, replace(MOTHER, given_name=""), SEEN, TODAY))
    assert found == {("name_incomplete", "representative.surname")}


def test_text_that_nobody_sees_goes_from_every_part():
    person = tidied(Person(surname=" Узо\u200bрић ", address=Address(street=" Узорна  1 ")))
    assert (person.surname, person.address.street) == ("Узорић", "Узорна 1")
    assert tidied(replace(SEEN, issuer=" бележник ")) == replace(SEEN, issuer="бележник")
