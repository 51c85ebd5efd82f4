"""What the systems of the state can look up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from clerk_app.central.population.lookups import MOST_FOUND, Population
from clerk_app.central.population.values import Made
from tests.central.conftest import Running


@pytest.fixture
def population() -> Population:
    return Population("primerovo")


@pytest.fixture
def connection(shared: Running) -> Iterator[Connection]:
    with shared.central.parts.database.read() as opened:
        yield opened


def test_what_was_made_is_what_is_found(population: Population, connection: Connection, made: Made) -> None:
    for one in made.citizens[::200]:
        assert population.citizen(connection, one.id_number) == one
        assert one in population.ending(connection, one.id_number[-6:])
    for company in made.companies[::30]:
        assert population.company(connection, company.pib) == company
        assert population.company(connection, company.company_number) == company
        assert company in population.companies_of(connection, company.representative)
    for parcel in made.parcels[::150]:
        assert population.parcel(connection, parcel.cadastral, parcel.number) == parcel
    counts = population.counts(connection)
    assert (counts.citizens, counts.companies, counts.parcels) == (2040, 150, 1200)


def test_what_is_not_there_is_not_found(population: Population, connection: Connection) -> None:
    assert population.citizen(connection, "0101990900009") is None
    assert population.by_document(connection, "") is None
    assert population.household(connection, "0101990900009") == ()
    assert population.company(connection, "") is None
    assert population.parcel(connection, "Примерово", "1") is None
    assert population.parcels_of(connection, "") == ()
    assert population.find(connection, " ") == ()
    assert Population("drugo").find(connection, "Илић") == ()


def test_a_household_and_children_are_everybody_in_it(
    population: Population, connection: Connection, made: Made
) -> None:
    child = next(one for one in made.citizens if one.father and one.mother and one.household)
    members = [one.id_number for one in population.household(connection, child.id_number)]
    assert set(members) == {one.id_number for one in made.citizens if one.household == child.household}
    assert child in population.children(connection, child.mother)
    assert child in population.children(connection, child.father)
    dead = next(one for one in made.citizens if one.died_on)
    assert population.household(connection, dead.id_number) == ()


def test_land_is_found_by_each_of_its_holders(population: Population, connection: Connection, made: Made) -> None:
    parcel = next(one for one in made.parcels if len(one.holders) > 1)
    for holder in parcel.holders:
        assert parcel in population.parcels_of(connection, holder.number)


def test_people_are_found_by_document_and_by_beginnings_of_their_names(
    population: Population, connection: Connection
) -> None:
    (jelena,) = population.find(connection, "primeric jel")
    assert population.find(connection, "ПРИМЕРИЋ, Јелена") == population.find(connection, "Примерић") == (jelena,)
    assert population.find(connection, "Примерић", "1988-03-14") == (jelena,)
    assert population.find(connection, "Примерић", "1988-03-15") == ()
    assert population.by_document(connection, "000999417") == jelena
    assert population.find(connection, "римерић") == population.find(connection, "%") == ()
    assert any(one.own_surname == "Kovács" for one in population.find(connection, "Kovács"))
    assert len(population.find(connection, "а")) == MOST_FOUND
