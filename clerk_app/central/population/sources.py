"""The small files that a population is made from, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from clerk_app.central.seed_files import toml


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Those who name their children in one language; ``weight`` is their share of the population."""

    language: str
    weight: int
    surnames: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]


class Foreign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Citizens of another state, named as in its passports."""

    state: str
    town: str
    surnames: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``names.toml``."""

    groups: tuple[Group, ...]
    foreign: tuple[Foreign, ...]


class Settlement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A settlement and its cadastral municipality of the same name."""

    name: str
    weight: int
    post: str
    streets: tuple[str, ...]
    fields: tuple[str, ...]


class Places(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``places.toml``."""

    town: str
    elsewhere: tuple[str, ...]
    settlements: tuple[Settlement, ...]


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody whom the data name; they live alone in the town."""

    number: str
    surname: str
    given_name: str
    parent_name: str
    sex: str
    street: str
    house: str
    document: str
    issued: str


class Sizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``population.toml``: how many there are on the day ``on`` (ISO); ``draw`` names the row of draws."""

    draw: str
    on: date
    citizens: int
    foreigners: int
    companies: int
    entrepreneurs: int
    parcels: int
    known: tuple[Known, ...] = ()


class Activity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of business, and how companies and entrepreneurs in it call themselves."""

    code: str
    name: str
    company: str
    trade: str


class Economy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``economy.toml``."""

    words: tuple[str, ...]
    endings: tuple[str, ...]
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All of them."""

    sizes: Sizes
    names: Names
    places: Places
    economy: Economy


def read(folder: Path) -> Sources | None:
    """The files of a seed; ``None`` for a seed without population; raises ``Invalid('seed_malformed')``."""
    if not (folder / "population.toml").exists():
        return None
    return Sources(
        toml(folder / "population.toml", Sizes),
        toml(folder / "names.toml", Names),
        toml(folder / "places.toml", Places),
        toml(folder / "economy.toml", Economy),
    )
