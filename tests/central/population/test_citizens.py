"""The people: as many as asked for, with right numbers, of every age and kind, with the names of the region."""

from __future__ import annotations

from collections import Counter

from clerk_app.central.population.sources import Sources
from clerk_app.central.population.values import Citizen, Made
from clerk_app.domain import checkdigits

AZBUKA = "абвгдђежзијклљмнњопрстћуфхцчџш"


def test_there_are_two_thousand_with_right_numbers_of_nobody(made: Made) -> None:
    own = [one for one in made.citizens if one.id_kind == "jmbg"]
    assert len(own) == 2000
    assert {checkdigits.check_jmbg(one.id_number) for one in own} == {""}
    assert {one.id_number[7:9] for one in own} == {"90", "98", "99"}
    assert all(str(checkdigits.birth_date_of(one.id_number)) == one.birth_date for one in own)
    assert all(checkdigits.sex_of(one.id_number) == one.sex for one in own)
    assert len({one.id_number for one in made.citizens}) == len(made.citizens) == 2040
    documents = [one.document for one in made.citizens if one.document]
    assert len(set(documents)) == len(documents)


def test_every_age_state_and_settlement_is_there(made: Made, sources: Sources) -> None:
    living = [one for one in made.citizens if not one.died_on]
    decades = Counter((sources.sizes.on.year - int(one.birth_date[:4])) // 10 for one in living)
    assert all(decades[decade] > 20 for decade in range(9))
    statuses = Counter(one.marital_status for one in made.citizens)
    assert all(statuses[status] > 80 for status in ("single", "married", "divorced", "widowed"))
    assert 150 < len(made.citizens) - len(living) < 400
    assert {one.place for one in living} == {place.name for place in sources.places.settlements}
    assert {one.sex for one in living} == {"m", "f"}


def test_relations_hold_from_both_sides(made: Made) -> None:
    known = {one.id_number: one for one in made.citizens}
    for one in made.citizens:
        if one.spouse:
            assert known[one.spouse].spouse == one.id_number
        for parent, sex in ((one.father, "m"), (one.mother, "f")):
            assert not parent or (known[parent].sex, known[parent].birth_date < one.birth_date) == (sex, True)
        assert (one.household == 0) == bool(one.died_on)
    widowed = [one for one in made.citizens if one.marital_status == "widowed"]
    assert all(known[one.spouse].died_on for one in widowed)
    assert any(len(members) > 4 for members in households(made).values())


def households(made: Made) -> dict[int, list[Citizen]]:
    found: dict[int, list[Citizen]] = {}
    for one in made.citizens:
        if one.household:
            found.setdefault(one.household, []).append(one)
    return found


def test_one_household_has_one_address(made: Made) -> None:
    for members in households(made).values():
        assert len({(one.place, one.street, one.house, one.apartment) for one in members}) == 1


def test_names_have_every_letter_and_minorities_their_own_spelling(made: Made) -> None:
    own = [one for one in made.citizens if one.id_kind == "jmbg"]
    letters = {letter.lower() for one in own for letter in one.surname + one.given_name}
    assert letters - {" "} == set(AZBUKA)
    for language, special in (("hu", "ő"), ("sk", "č"), ("ro", "ș")):
        spelled = " ".join(f"{one.own_surname} {one.own_given_name}" for one in own if one.language == language)
        assert special in spelled.lower()
    serbian = [one for one in own if one.language == "sr"]
    assert not any(one.own_given_name for one in serbian)
    assert any(" " in one.surname for one in serbian)


def test_foreigners_have_a_record_number_or_a_passport_alone(made: Made) -> None:
    foreign = [one for one in made.citizens if one.id_kind != "jmbg"]
    assert {one.id_kind for one in foreign} == {"foreigner", "passport"}
    assert all(one.citizenship != "SRB" and one.document_kind == "passport" for one in foreign)
    assert all(one.id_number == one.document for one in foreign if one.id_kind == "passport")
    assert any(not one.surname.isascii() for one in foreign)


def test_who_is_met_at_the_counter_of_the_demonstration_is_registered(made: Made) -> None:
    jelena = next(one for one in made.citizens if one.id_number == "1403988985008")
    assert (jelena.surname, jelena.given_name, jelena.document) == ("Примерић", "Јелена", "000999417")


def test_messages_reach_nobody(made: Made) -> None:
    assert all(one.email.endswith("@primer.example") for one in made.citizens if one.email)
    assert all(one.phone.startswith("+38199") for one in made.citizens if one.phone)
    assert any(one.email for one in made.citizens)
