"""Who lives where: couples together, children with their parents until they move out, the old often with a son."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clerk_app.central.population.draws import Draws
from clerk_app.central.population.lives import ADULT, YEAR, Home, Life
from clerk_app.central.population.sources import Settlement, Sources

_LETTERS = ("", "", "", "", "", "", "а", "б")


class Housing:
    """Gives homes out, household by household."""

    def __init__(self, sources: Sources, draws: Draws) -> None:
        self._on = sources.sizes.on
        self._town = sources.places.town
        self._settlements = sources.places.settlements
        self._weights = [one.weight for one in self._settlements]
        self._draws = draws
        self._households = 0

    def house(self, lineage: Sequence[Life]) -> None:
        """Give everybody of a lineage a home; parents stand before their children."""
        settlement = self._draws.weighted(self._settlements, self._weights)
        for life in lineage:
            if self._draws.chance(20):
                settlement = self._draws.weighted(self._settlements, self._weights)
            life.home = self._shared(life) or self.home(settlement, self._moved_out(life))

    def home(self, settlement: Settlement, since: date) -> Home:
        """A home for a new household."""
        draws = self._draws
        house = f"{1 + draws.below(120)}{draws.pick(_LETTERS)}"
        return self.at(
            settlement.name,
            draws.pick(settlement.streets),
            "бб" if draws.chance(3) else house,
            since,
            str(1 + draws.below(24)) if settlement.name == self._town and draws.chance(40) else "",
        )

    def at(self, place: str, street: str, house: str, since: date, apartment: str = "") -> Home:
        """A home at this address for a new household."""
        self._households += 1
        return Home(self._households, place, street, house, apartment, since)

    def _moved_out(self, life: Life) -> date:
        first = life.married or life.born + ADULT * YEAR
        return self._draws.day(first, min(life.dies, self._on))

    def _shared(self, life: Life) -> Home | None:
        """The home of spouse or parents, where they live together."""
        draws = self._draws
        if life.spouse is not None and life.divorced is None and life.spouse.home is not None:
            return life.spouse.home
        parent = life.mother or life.father
        if parent is None or parent.home is None:
            return None
        grown = life.age(self._on)
        stays = grown < draws.between(ADULT + 2, 50) if life.married is None else life.sex == "m" and draws.chance(30)
        return parent.home if grown < ADULT or stays else None
