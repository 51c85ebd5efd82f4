"""Looking people, companies and land up, for the systems that stand in for registers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from clerk_app.central.population.tables import CITIZEN, COMPANY, PARCEL, PARCEL_HOLDER
from clerk_app.central.population.values import Citizen, Company, Holder, Parcel
from clerk_app.central.population.writing import folded_words

_CITIZEN = tuple(field.name for field in fields(Citizen))
_COMPANY = tuple(field.name for field in fields(Company))
_HOLDER = tuple(field.name for field in fields(Holder))
_PARCEL = tuple(field.name for field in fields(Parcel) if field.name != "holders")
MOST_FOUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are."""

    citizens: int
    companies: int
    parcels: int


class Population:
    """The population of one municipality; nothing here is logged: who asks notes the look."""

    def __init__(self, municipality: str) -> None:
        self._municipality = municipality

    def citizen(self, connection: Connection, number: str) -> Citizen | None:
        """Who has this personal, record or passport number; the dead too."""
        return next(iter(self._citizens(connection, CITIZEN.c.id_number == number)), None)

    def by_document(self, connection: Connection, document: str) -> Citizen | None:
        """Who has this identity card or passport."""
        return next(iter(self._citizens(connection, CITIZEN.c.document == document)), None) if document else None

    def ending(self, connection: Connection, tail: str) -> tuple[Citizen, ...]:
        """Everybody whose number ends so, the oldest first."""
        return self._citizens(connection, CITIZEN.c.id_number.endswith(tail, autoescape=True))

    def household(self, connection: Connection, number: str) -> tuple[Citizen, ...]:
        """Everybody in the household of this person, the oldest first; nobody's where they have died."""
        one = self.citizen(connection, number)
        return self._citizens(connection, CITIZEN.c.household == one.household) if one and one.household else ()

    def children(self, connection: Connection, number: str) -> tuple[Citizen, ...]:
        """Everybody whose father or mother this is, the oldest first."""
        return self._citizens(connection, or_(CITIZEN.c.father == number, CITIZEN.c.mother == number))

    def find(self, connection: Connection, name: str, birth_date: str = "") -> tuple[Citizen, ...]:
        """Whose names begin with these words, in either script, bald or not; at most ``MOST_FOUND``, the oldest first.

        ``birth_date`` is ISO, or empty for any.
        """
        words = folded_words(name)
        if not words:
            return ()
        like = [CITIZEN.c.words.contains(f" {word}", autoescape=True) for word in words]
        born = [CITIZEN.c.birth_date == birth_date] if birth_date else []
        return self._citizens(connection, and_(*like, *born), MOST_FOUND)

    def company(self, connection: Connection, number: str) -> Company | None:
        """Which company or entrepreneur has this tax or registration number."""
        asked = or_(COMPANY.c.pib == number, COMPANY.c.company_number == number)
        return next(iter(self._companies(connection, asked)), None)

    def companies_of(self, connection: Connection, number: str) -> tuple[Company, ...]:
        """Whom this person represents."""
        return self._companies(connection, COMPANY.c.representative == number)

    def parcel(self, connection: Connection, cadastral: str, number: str) -> Parcel | None:
        """A parcel by its cadastral municipality and number."""
        asked = and_(PARCEL.c.cadastral == cadastral, PARCEL.c.number == number)
        return next(iter(self._parcels(connection, asked)), None)

    def parcels_of(self, connection: Connection, number: str) -> tuple[Parcel, ...]:
        """What a person (by number) or a company (by registration number) holds, whole or in part."""
        if not number:
            return ()
        held = and_(PARCEL_HOLDER.c.municipality == self._municipality, PARCEL_HOLDER.c.number == number)
        keys = connection.execute(select(PARCEL_HOLDER.c.cadastral, PARCEL_HOLDER.c.parcel).where(held)).all()
        these = [and_(PARCEL.c.cadastral == key.cadastral, PARCEL.c.number == key.parcel) for key in keys]
        return self._parcels(connection, or_(*these)) if these else ()

    def counts(self, connection: Connection) -> Counts:
        """How many the registers have; the dead are counted with the citizens."""
        citizens, companies, parcels = (
            connection.execute(
                select(func.count()).select_from(table).where(table.c.municipality == self._municipality)
            ).scalar_one()
            for table in (CITIZEN, COMPANY, PARCEL)
        )
        return Counts(citizens=citizens, companies=companies, parcels=parcels)

    def _citizens(
        self, connection: Connection, which: ColumnElement[bool], most: int | None = None
    ) -> tuple[Citizen, ...]:
        mine = and_(CITIZEN.c.municipality == self._municipality, which)
        asked = select(CITIZEN).where(mine).order_by(CITIZEN.c.birth_date, CITIZEN.c.id_number).limit(most)
        return tuple(Citizen(**_values(row, _CITIZEN)) for row in connection.execute(asked))

    def _companies(self, connection: Connection, which: ColumnElement[bool]) -> tuple[Company, ...]:
        mine = and_(COMPANY.c.municipality == self._municipality, which)
        asked = select(COMPANY).where(mine).order_by(COMPANY.c.company_number)
        return tuple(Company(**_values(row, _COMPANY)) for row in connection.execute(asked))

    def _parcels(self, connection: Connection, which: ColumnElement[bool]) -> tuple[Parcel, ...]:
        mine = and_(PARCEL.c.municipality == self._municipality, which)
        asked = select(PARCEL).where(mine).order_by(PARCEL.c.cadastral, PARCEL.c.number)
        rows = connection.execute(asked).all()
        return tuple(Parcel(**_values(row, _PARCEL), holders=_holders(connection, row)) for row in rows)


def _holders(connection: Connection, parcel: Row[Any]) -> tuple[Holder, ...]:
    asked = and_(
        PARCEL_HOLDER.c.municipality == parcel.municipality,
        PARCEL_HOLDER.c.cadastral == parcel.cadastral,
        PARCEL_HOLDER.c.parcel == parcel.number,
    )
    rows = connection.execute(select(PARCEL_HOLDER).where(asked).order_by(PARCEL_HOLDER.c.place))
    return tuple(Holder(**_values(row, _HOLDER)) for row in rows)


def _values(row: Row[Any], names: Iterable[str]) -> dict[str, Any]:
    """The columns that a value is made of."""
    return {name: getattr(row, name) for name in names}
