"""Families: founders, their children and grandchildren, with weddings, divorces and deaths, by rule."""

from __future__ import annotations

from datetime import date, timedelta

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.issuing import Issuing
from clerk_app.central.population.lives import ADULT, YEAR, Life, age, given_of, joined, surname_of
from clerk_app.central.population.sources import Group, Sources

_CHILDREN, _CHILDREN_WEIGHTS = (0, 1, 2, 3, 4), (9, 27, 44, 15, 5)
_GENERATIONS = 3
_BETWEEN_BIRTHS = timedelta(days=450)
_AFTER_FATHER = timedelta(days=260)


class Families:
    """Makes one lineage after another on the day of the sources."""

    def __init__(self, sources: Sources, draws: Draws, issuing: Issuing) -> None:
        self._on = sources.sizes.on
        self._places = sources.places
        self._groups = sources.names.groups
        self._weights = [group.weight for group in self._groups]
        self._draws = draws
        self._issuing = issuing

    def lineage(self) -> list[Life]:
        """Founders and all who descend from them or married in, parents before children."""
        group = self._group()
        man = self._person("m", self._draws.day(self._on - 92 * YEAR, self._on - 50 * YEAR), group)
        woman = self._partner(man)
        made = [man, woman]
        self._wed(man, woman)
        self._descend(man, woman, made, 1)
        return made

    def alone(self) -> Life:
        """Somebody without family here."""
        born = self._draws.day(self._on - 80 * YEAR, self._on - 20 * YEAR)
        return self._person(self._draws.pick("mf"), born, self._group())

    def _group(self) -> Group:
        return self._draws.weighted(self._groups, self._weights)

    def _person(
        self, sex: str, born: date, group: Group, father: Life | None = None, mother: Life | None = None
    ) -> Life:
        """Somebody of these parents, or of parents of whom no more than the names is known."""
        draws = self._draws
        parent = father or mother
        family = parent.family if parent else draws.pick(group.surnames)
        return Life(
            number=self._issuing.jmbg(born, sex),
            sex=sex,
            born=born,
            dies=born + self._age_of_death(),
            family=family,
            group=group,
            given=given_of(draws.pick(group.men if sex == "m" else group.women)),
            surname=surname_of(family, sex),
            birth_place=self._places.town if draws.chance(70) else draws.pick(self._places.elsewhere),
            father_name=_given(father) if parent else _register(draws.pick(group.men)),
            mother_name=_given(mother) if parent else _register(draws.pick(group.women)),
            father=father,
            mother=mother,
        )

    def _age_of_death(self) -> timedelta:
        kind = self._draws.below(100)
        years = self._draws.below(20) if kind < 1 else 20 + self._draws.below(40) if kind < 5 else 0
        return (years or 62 + self._draws.below(36)) * YEAR + timedelta(days=self._draws.below(365))

    def _partner(self, life: Life) -> Life:
        """Somebody of like age from elsewhere, mostly of the same language."""
        group = life.group if self._draws.chance(82) else self._group()
        years = self._draws.between(-2, 5) if life.sex == "m" else self._draws.between(-5, 2)
        born = life.born + years * YEAR + timedelta(days=self._draws.below(300))
        return self._person("f" if life.sex == "m" else "m", born, group)

    def _wed(self, one: Life, other: Life) -> None:
        """A wedding once both are grown up, if they live to see it, and perhaps a divorce."""
        draws = self._draws
        ready = max(one.born, other.born) + ADULT * YEAR
        day = draws.day(ready + YEAR, ready + 13 * YEAR)
        if not (day < self._on and one.alive(day) and other.alive(day)):
            return
        man, woman = (one, other) if one.sex == "m" else (other, one)
        for life, partner in ((man, woman), (woman, man)):
            life.spouse, life.married = partner, day
        kind = draws.below(100)
        if kind < 84:
            taken = surname_of(man.family, "f")
            woman.surname = taken if kind < 70 else joined(woman.surname, taken)
        ends = draws.day(day + 3 * YEAR, day + 20 * YEAR)
        if draws.chance(16) and ends < self._on and man.alive(ends) and woman.alive(ends):
            man.divorced = woman.divorced = ends

    def _descend(self, one: Life, other: Life, made: list[Life], generation: int) -> None:
        """Children of a couple, and theirs."""
        if one.married is None:
            return
        man, woman = (one, other) if one.sex == "m" else (other, one)
        day = one.married
        last = min(self._on, one.divorced or self._on, woman.dies, man.dies + _AFTER_FATHER, woman.born + 44 * YEAR)
        for _ in range(self._draws.weighted(_CHILDREN, _CHILDREN_WEIGHTS)):
            day = self._draws.day(day + _BETWEEN_BIRTHS, day + 4 * YEAR)
            if day >= last:
                return
            child = self._person(self._draws.pick("mf"), day, man.group, man, woman)
            made.append(child)
            self._grow_up(child, made, generation)

    def _grow_up(self, child: Life, made: list[Life], generation: int) -> None:
        """A wedding, or a child without one, once the time has come."""
        grown = age(child.born, self._on)
        if generation >= _GENERATIONS or grown < ADULT + 4 or not child.alive(child.born + 22 * YEAR):
            return
        if self._draws.chance(66):
            partner = self._partner(child)
            made.append(partner)
            self._wed(child, partner)
            self._descend(child, partner, made, generation + 1)
        elif child.sex == "f" and self._draws.chance(14):
            day = self._draws.day(child.born + 20 * YEAR, child.born + 36 * YEAR)
            if day < self._on and child.alive(day):
                made.append(self._person(self._draws.pick("mf"), day, child.group, None, child))


def _given(parent: Life | None) -> str:
    return parent.given.register if parent else ""


def _register(name: str) -> str:
    return given_of(name).register
