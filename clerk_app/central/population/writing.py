"""Writing a population into its tables, once, in the transaction that seeds its municipality."""

from __future__ import annotations

import re
from dataclasses import fields

from sqlalchemy import Connection, insert, select

from clerk_app.central.population.making import make
from clerk_app.central.population.sources import Sources
from clerk_app.central.population.tables import CITIZEN, COMPANY, PARCEL, PARCEL_HOLDER
from clerk_app.central.population.values import Citizen, Company, Holder, Parcel
from clerk_app.domain import scripts

_WORD = re.compile(r"[^\W_]+")
_COLUMNS = {kind: tuple(field.name for field in fields(kind)) for kind in (Citizen, Company, Holder, Parcel)}


def write_once(connection: Connection, municipality: str, sources: Sources) -> None:
    """Make and write the population of a municipality that has none."""
    asked = select(CITIZEN.c.id_number).where(CITIZEN.c.municipality == municipality).limit(1)
    if connection.execute(asked).first() is not None:
        return
    made = make(sources)
    part = {"municipality": municipality}
    people = [part | _row(one) | {"words": words_of(one)} for one in made.citizens]
    parcels = [part | {name: getattr(one, name) for name in _COLUMNS[Parcel][:-1]} for one in made.parcels]
    holders = [
        part | {"cadastral": parcel.cadastral, "parcel": parcel.number, "place": place} | _row(holder)
        for parcel in made.parcels
        for place, holder in enumerate(parcel.holders)
    ]
    firms = [part | _row(one) for one in made.companies]
    for table, rows in ((CITIZEN, people), (COMPANY, firms), (PARCEL, parcels), (PARCEL_HOLDER, holders)):
        connection.execute(insert(table), rows)


def words_of(citizen: Citizen) -> str:
    """Every word of somebody's names, folded, with a blank before each."""
    names = (citizen.surname, citizen.given_name, citizen.own_surname, citizen.own_given_name, citizen.birth_surname)
    return "".join(f" {word}" for word in dict.fromkeys(folded_words(" ".join(names))))


def folded_words(text: str) -> list[str]:
    """The words of a name as they are searched."""
    return _WORD.findall(scripts.fold(scripts.tidy(text)))


def _row(value: Citizen | Company | Holder) -> dict[str, object]:
    return {name: getattr(value, name) for name in _COLUMNS[type(value)]}
