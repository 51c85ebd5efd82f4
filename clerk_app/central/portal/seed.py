"""Seeding the portal from ``portal.toml``: policy, accounts of synthetic citizens, services, a handful of filings."""

from __future__ import annotations

from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, and_, insert, select

from clerk_app.central.clock import HOUR
from clerk_app.central.portal.accounts import Citizen
from clerk_app.central.portal.submitting import PAID, PENDING, Portal
from clerk_app.central.portal.tables import PORTAL_ACCOUNT, PORTAL_POLICY, PORTAL_SERVICE
from clerk_app.central.signins import HASHER
from clerk_app.contract import canonical, catalogue
from clerk_app.contract.portal import Filing, Pay
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid
from clerk_app.domain.people import Person

FILE = "portal.toml"
OWN_SERVICES = "portal-services"


class PolicySeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where filings go by default, for how long a payment is waited for, and what is noted after that."""

    office: str
    pay_within_hours: int
    unpaid_note: str


class ServiceSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which office works on a service, and whether it can be filed online."""

    id: str
    office: str = ""
    offered: bool = True


class AccountSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A citizen with the password to begin with."""

    account: str
    password: str
    person: Person


class FilingSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that an account has filed, and how far its payment is."""

    account: str
    filing: Filing
    pay: str = ""


class PortalSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    policy: PolicySeed
    account: tuple[AccountSeed, ...] = ()
    service: tuple[ServiceSeed, ...] = ()
    filing: tuple[FilingSeed, ...] = ()


def seed_portal(connection: Connection, municipality: str, folder: Path) -> None:
    """Write policy, services and accounts, once; a folder without the file has no portal of its own.

    Services that the portal alone has are the definitions in ``portal-services``. Raises ``Invalid``.
    """
    if not (folder / FILE).exists():
        return
    seed, place = _read(folder), {"municipality": municipality}
    policy = seed.policy
    row = {"office": policy.office, "pay_within": policy.pay_within_hours * HOUR, "unpaid_note": policy.unpaid_note}
    _once(connection, PORTAL_POLICY, {**place, **row})
    own = [catalogue.load(path.read_bytes()) for path in sorted((folder / OWN_SERVICES).glob("*.toml"))]
    offices = {one.id: one for one in seed.service}
    for one in own:
        _once(connection, PORTAL_SERVICE, {**place, **_service(offices.get(one.id, ServiceSeed(one.id)), one)})
    for given in seed.service:
        _once(connection, PORTAL_SERVICE, {**place, **_service(given, None)})
    for account in seed.account:
        key: dict[str, object] = {**place, "account": account.account}
        if not _exists(connection, PORTAL_ACCOUNT, key):
            kept = {"password": HASHER.hash(account.password), "person": canonical.encode(account.person)}
            connection.execute(insert(PORTAL_ACCOUNT).values(**key, **kept))


def seed_filings(portal: Portal, folder: Path) -> list[str]:
    """File what the file says, if there is one, each once however often it is asked; returns the numbers, in order."""
    if not (folder / FILE).exists():
        return []
    seed = _read(folder)
    people = {one.account: one.person for one in seed.account}
    numbers = []
    for one in seed.filing:
        citizen = Citizen(one.account, people[one.account])
        filed, new = portal.file(citizen, one.filing)
        numbers.append(filed.number)
        if new and one.pay == PENDING:
            portal.pay(citizen, filed.number, Pay("pending"))
        elif new and one.pay == PAID:
            portal.pay(citizen, filed.number, Pay("paid"))
    return numbers


def _service(seed: ServiceSeed, own: Service | None) -> dict[str, object]:
    body = {"version": own.version if own else 0, "body": catalogue.encode(own) if own else None}
    return {"service": seed.id, "office": seed.office, "offered": seed.offered, **body}


def _once(connection: Connection, table: Table, row: dict[str, object]) -> None:
    if not _exists(connection, table, row):
        connection.execute(insert(table).values(row))


def _exists(connection: Connection, table: Table, row: dict[str, object]) -> bool:
    asked = and_(*(column == row[column.name] for column in table.primary_key.columns))
    return connection.execute(select(*table.primary_key.columns).where(asked)).first() is not None


def _read(folder: Path) -> PortalSeed:
    try:
        return msgspec.toml.decode((folder / FILE).read_bytes(), type=PortalSeed)
    except (OSError, msgspec.DecodeError) as error:
        raise Invalid("seed_malformed", file=FILE) from error
