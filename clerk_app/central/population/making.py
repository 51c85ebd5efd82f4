"""A whole population from its sources."""

from __future__ import annotations

from clerk_app.central.population.citizens import citizens
from clerk_app.central.population.draws import Draws
from clerk_app.central.population.economy import companies
from clerk_app.central.population.land import parcels
from clerk_app.central.population.sources import Sources
from clerk_app.central.population.values import Made


def make(sources: Sources) -> Made:
    """The same for the same sources, wherever it is made."""
    draw = sources.sizes.draw
    people = citizens(sources, Draws(f"{draw} people"))
    firms = companies(sources, Draws(f"{draw} companies"), people)
    return Made(people, firms, parcels(sources, Draws(f"{draw} land"), people, firms))
