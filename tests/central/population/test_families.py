"""What happens in a family happens in an order that is possible."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.families import Families
from clerk_app.central.population.issuing import Issuing
from clerk_app.central.population.lives import YEAR, Life
from clerk_app.central.population.sources import Sources

_MOST_DAYS = timedelta(days=301)


@pytest.fixture(scope="module")
def lives(sources: Sources) -> list[Life]:
    draws = Draws("families")
    families = Families(sources, draws, Issuing(draws))
    return [life for _ in range(150) for life in families.lineage()]


def test_parents_are_grown_up_and_alive_when_a_child_is_born(lives: list[Life], sources: Sources) -> None:
    children = [life for life in lives if life.mother]
    assert len(children) > 300
    for child in children:
        mother, father = child.mother, child.father
        assert mother is not None
        assert 18 * YEAR < child.born - mother.born < 45 * YEAR
        assert mother.alive(child.born)
        assert child.born <= sources.sizes.on
        assert child.mother_name == mother.given.register
        if father:
            assert child.born < father.dies + _MOST_DAYS
            assert child.family == father.family
    assert any(child.father is None for child in children)


def test_weddings_join_two_who_live_and_divorces_part_them(lives: list[Life]) -> None:
    wed = [life for life in lives if life.spouse]
    for life in wed:
        other, day = life.spouse, life.married
        assert other is not None
        assert day is not None
        assert (other.spouse, other.married, other.divorced) == (life, day, life.divorced)
        assert {life.sex, other.sex} == {"m", "f"}
        assert life.alive(day)
        assert life.age(day) >= 18
        assert life.divorced is None or (life.alive(life.divorced) and life.divorced > day)
    assert any(life.divorced for life in wed)
    assert any(" " in life.surname.register for life in wed)


def test_somebody_alone_has_parents_by_name_only(sources: Sources) -> None:
    draws = Draws("alone")
    life = Families(sources, draws, Issuing(draws)).alone()
    assert (life.father, life.mother, life.spouse) == (None, None, None)
    assert life.father_name
    assert life.mother_name
