"""Who lives with whom."""

from __future__ import annotations

import pytest

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.families import Families
from clerk_app.central.population.housing import Housing
from clerk_app.central.population.issuing import Issuing
from clerk_app.central.population.lives import Life
from clerk_app.central.population.sources import Sources


@pytest.fixture(scope="module")
def lineages(sources: Sources) -> list[list[Life]]:
    draws = Draws("housing")
    families, housing = Families(sources, draws, Issuing(draws)), Housing(sources, draws)
    made = [families.lineage() for _ in range(100)]
    for lineage in made:
        housing.house(lineage)
    return made


def test_everybody_has_a_home_in_the_municipality(lineages: list[list[Life]], sources: Sources) -> None:
    streets = {(place.name, street) for place in sources.places.settlements for street in place.streets}
    homes = [life.home for lineage in lineages for life in lineage]
    assert all(home and (home.place, home.street) in streets for home in homes)


def test_couples_and_children_live_together_and_the_divorced_do_not(
    lineages: list[list[Life]], sources: Sources
) -> None:
    lives = [life for lineage in lineages for life in lineage]
    for life in lives:
        if life.spouse:
            assert (life.home is life.spouse.home) == (life.divorced is None)
        if life.mother and life.age(sources.sizes.on) < 18:
            assert life.home is life.mother.home
    grown = [life for life in lives if life.mother and life.age(sources.sizes.on) > 18]
    assert {life.home is life.mother.home for life in grown if life.mother} == {True, False}
