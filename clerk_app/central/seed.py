"""Seeding: a municipality, its offices, people and services, from data files; what is there already stays."""

from __future__ import annotations

from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, and_, insert, select

from clerk_app.central.database import Database
from clerk_app.central.portal_seed import seed_portal
from clerk_app.central.postgresql import alone
from clerk_app.central.reference import MUNICIPALITY
from clerk_app.central.schema import CLERK, COUNTER, FEED_COUNTER, OFFICE, REFERENCE_ITEM
from clerk_app.central.signins import HASHER
from clerk_app.contract import canonical, catalogue
from clerk_app.contract.reference import Municipality
from clerk_app.contract.signin import Role
from clerk_app.domain.errors import Invalid


class OfficeSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office and the names of its counters."""

    code: str
    name: str
    counters: tuple[str, ...]


class ClerkSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person with the password to begin with; ``office`` empty means every office."""

    user: str
    name: str
    role: Role
    password: str
    office: str = ""


class Offices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``offices.toml``."""

    office: tuple[OfficeSeed, ...]


class Clerks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``clerks.toml``."""

    clerk: tuple[ClerkSeed, ...]


def seed(database: Database, folder: Path, services: Path) -> str:
    """Write what ``folder`` (municipality, offices, clerks) and the TOML files of ``services`` say, once.

    Returns the municipality's code; raises ``Invalid`` (``seed_malformed``, and what the catalogue says).
    """
    municipality = _read(folder / "municipality.toml", Municipality)
    offices = _read(folder / "offices.toml", Offices)
    clerks = _read(folder / "clerks.toml", Clerks)
    with database.write() as connection:
        alone(connection, "seed")
        _once(connection, FEED_COUNTER, {"municipality": municipality.code, "position": 0})
        _once(connection, REFERENCE_ITEM, _item(municipality.code, MUNICIPALITY, 1, canonical.encode(municipality)))
        for office in offices.office:
            place = {"municipality": municipality.code, "code": office.code}
            _once(connection, OFFICE, {**place, "name": office.name})
            for counter in office.counters:
                _once(
                    connection,
                    COUNTER,
                    {"municipality": municipality.code, "office": office.code, "code": counter},
                )
        for clerk in clerks.clerk:
            _add_clerk(connection, municipality.code, clerk)
        for path in sorted(services.glob("*.toml")):
            service = catalogue.load(path.read_bytes())
            name = catalogue.item_name(service)
            _once(
                connection,
                REFERENCE_ITEM,
                _item(municipality.code, name, service.version, catalogue.encode(service)),
            )
        seed_portal(connection, municipality.code, folder)
    return municipality.code


def seeded(database: Database) -> str:
    """The municipality of a database that was seeded before; raises ``Invalid('not_seeded')``."""
    with database.read() as connection:
        asked = select(REFERENCE_ITEM.c.municipality).where(REFERENCE_ITEM.c.name == MUNICIPALITY)
        code = connection.execute(asked.order_by(REFERENCE_ITEM.c.municipality)).scalars().first()
    if code is None:
        raise Invalid("not_seeded")
    return str(code)


def _add_clerk(connection: Connection, municipality: str, clerk: ClerkSeed) -> None:
    row: dict[str, object] = {
        "municipality": municipality,
        "user": clerk.user,
        "name": clerk.name,
        "role": clerk.role,
        "office": clerk.office,
    }
    if not _exists(connection, CLERK, row):
        connection.execute(insert(CLERK).values(**row, password=HASHER.hash(clerk.password)))


def _item(municipality: str, name: str, version: int, body: bytes) -> dict[str, object]:
    return {"municipality": municipality, "name": name, "version": version, "body": body}


def _once(connection: Connection, table: Table, row: dict[str, object]) -> None:
    if not _exists(connection, table, row):
        connection.execute(insert(table).values(row))


def _exists(connection: Connection, table: Table, row: dict[str, object]) -> bool:
    asked = and_(*(column == row[column.name] for column in table.primary_key.columns))
    return connection.execute(select(*table.primary_key.columns).where(asked)).first() is not None


def _read[T](path: Path, kind: type[T]) -> T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise Invalid("seed_malformed", file=path.name) from error
