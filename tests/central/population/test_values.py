"""An inhabitant as the counter knows people."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.central.population.values import Made


def test_the_counter_meets_them_with_document_and_address(made: Made) -> None:
    one = next(one for one in made.citizens if one.house.endswith("а") and one.document)
    person = one.person("Примерово")
    assert (person.id_number, person.surname, person.parent_name) == (one.id_number, one.surname, one.father_name)
    assert (person.address.number + person.address.letter, person.address.letter) == (one.house, "а")
    assert (person.document.kind, person.document.number) == ("id_card", one.document)
    assert replace(one, father_name="").person("Примерово").parent_name == one.mother_name
    assert replace(one, house="бб").person("Примерово").address.line().endswith("бб")
