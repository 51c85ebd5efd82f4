"""A life while it is being made: born, perhaps wed, at home somewhere, perhaps dead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from clerk_app.central.population.sources import Group

YEAR = timedelta(days=365.25)
ADULT = 18
CARD_AGE = 16


class Spelled(NamedTuple):
    """A name as the register has it, and in a minority's own spelling."""

    register: str
    own: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a household lives, and since when."""

    household: int
    place: str
    street: str
    house: str
    apartment: str
    since: date


@dataclass(slots=True, eq=False, kw_only=True)
class Life:
    """Somebody; ``family`` is the surname as it stands in the data, ``dies`` the day that is drawn, past or not."""

    number: str
    sex: str
    born: date
    dies: date
    family: str
    group: Group
    given: Spelled
    surname: Spelled
    birth_place: str
    father_name: str
    mother_name: str
    father: Life | None = None
    mother: Life | None = None
    spouse: Life | None = None
    married: date | None = None
    divorced: date | None = None
    home: Home | None = None
    document: str = ""
    issued: date | None = None

    def alive(self, day: date) -> bool:
        """Whether they live on ``day``."""
        return self.born <= day < self.dies

    def age(self, day: date) -> int:
        """How old they are on ``day``, or were when they died."""
        return age(self.born, min(day, self.dies))


def age(born: date, day: date) -> int:
    """Full years from a birth to ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def surname_of(family: str, sex: str) -> Spelled:
    """The surname of a family as its men or its women bear it."""
    forms = family.split("|")
    return Spelled(*(forms[2:] if sex == "f" and len(forms) == 4 else forms[:2]))


def given_of(name: str) -> Spelled:
    """A given name of the data."""
    return Spelled(*name.split("|"))


def joined(first: Spelled, second: Spelled) -> Spelled:
    """Two surnames borne together."""
    own = f"{first.own or first.register} {second.own or second.register}" if first.own or second.own else ""
    return Spelled(f"{first.register} {second.register}", own)
