"""Seeding: a municipality, its offices, people and services, from data files; what is there already stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, and_, insert, select

from clerk_app.central.database import Database
from clerk_app.central.ezup.rules import seed_ezup
from clerk_app.central.lists.from_csv import rows_of
from clerk_app.central.lists.loading import begin
from clerk_app.central.population import sources, writing
from clerk_app.central.portal.seed import seed_portal
from clerk_app.central.postgresql import alone
from clerk_app.central.publishing import publish_in
from clerk_app.central.reference import MUNICIPALITY
from clerk_app.central.schema import CLERK, COUNTER, FEED_COUNTER, OFFICE, REFERENCE_ITEM
from clerk_app.central.seed_files import toml
from clerk_app.central.signins import HASHER
from clerk_app.contract import canonical
from clerk_app.contract.acts import ACT_POLICY
from clerk_app.contract.catalogue_folder import Refused, load_folder
from clerk_app.contract.delivery import DELIVERY_POLICY
from clerk_app.contract.eid import EID_POLICY
from clerk_app.contract.index import INDEX_POLICY
from clerk_app.contract.reference import Municipality
from clerk_app.contract.signin import Role
from clerk_app.domain.acts import ActPolicy
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.domain.eid import EidPolicy
from clerk_app.domain.errors import Invalid
from clerk_app.domain.index import IndexPolicy
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy


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


_POLICIES: dict[str, type] = {
    ACT_POLICY: ActPolicy,
    DELIVERY_POLICY: DeliveryPolicy,
    EID_POLICY: EidPolicy,
    INDEX_POLICY: IndexPolicy,
    PAYMENT_POLICY: PaymentPolicy,
}
"""Name of a policy, among the reference data and of its file -> what it can say."""


class Clerks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``clerks.toml``."""

    clerk: tuple[ClerkSeed, ...]


def seed(database: Database, folder: Path, services: Path, told: Callable[[Refused], None] = lambda _: None) -> str:
    """Write what ``folder`` (municipality, offices, clerks, lists) and the TOML files of ``services`` say, once.

    Returns the municipality's code; raises ``Invalid('seed_malformed')``. A service that is wrong is ``told`` and
    leaves the others alone.
    """
    municipality = toml(folder / "municipality.toml", Municipality)
    offices = toml(folder / "offices.toml", Offices)
    clerks = toml(folder / "clerks.toml", Clerks)
    population = sources.read(folder)
    with database.write() as connection:
        alone(connection, "seed")
        _once(connection, FEED_COUNTER, {"municipality": municipality.code, "position": 0})
        _once(connection, REFERENCE_ITEM, _item(municipality.code, MUNICIPALITY, 1, canonical.encode(municipality)))
        _add_policies(connection, municipality.code, folder)
        _add_offices(connection, municipality.code, offices)
        for clerk in clerks.clerk:
            _add_clerk(connection, municipality.code, clerk)
        published = publish_in(connection, municipality.code, load_folder(services))
        seed_ezup(connection, municipality.code, folder, services.parent / "ezup" / "datasets.toml")
        if population is not None:
            writing.write_once(connection, municipality.code, population)
        seed_portal(connection, municipality.code, folder)
        for path in sorted((folder / "lists").glob("*.csv")):
            begin(connection, municipality.code, path.stem, rows_of(path))
    for refused in published.refused:
        told(refused)
    return municipality.code


SEEDED = (
    select(REFERENCE_ITEM.c.municipality)
    .where(REFERENCE_ITEM.c.name == MUNICIPALITY)
    .order_by(REFERENCE_ITEM.c.municipality)
)
"""Asked once, by a process that starts: whose centre it may be."""


def seeded(database: Database, wanted: str = "") -> str:
    """The municipality of a database that was seeded before: the one that is ``wanted``, or the only one.

    Raises ``Invalid`` (``not_seeded``, ``municipality_unknown``, ``municipality_several``).
    """
    with database.read() as connection:
        codes = [str(code) for code in connection.execute(SEEDED).scalars()]
    if not codes:
        raise Invalid("not_seeded")
    if wanted and wanted not in codes:
        raise Invalid("municipality_unknown", field="municipality", named=wanted, known=", ".join(codes))
    if not wanted and len(codes) > 1:
        raise Invalid("municipality_several", field="municipality", known=", ".join(codes), option="--municipality")
    return wanted or codes[0]


def _add_policies(connection: Connection, municipality: str, folder: Path) -> None:
    """What the municipality has decided of each system; a file that is not there decides nothing."""
    for name, kind in _POLICIES.items():
        path = folder / f"{name}.toml"
        if path.exists():
            _once(connection, REFERENCE_ITEM, _item(municipality, name, 1, canonical.encode(toml(path, kind))))


def _add_offices(connection: Connection, municipality: str, offices: Offices) -> None:
    for office in offices.office:
        place = {"municipality": municipality, "code": office.code}
        _once(connection, OFFICE, {**place, "name": office.name})
        for counter in office.counters:
            _once(
                connection,
                COUNTER,
                {"municipality": municipality, "office": office.code, "code": counter},
            )


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
