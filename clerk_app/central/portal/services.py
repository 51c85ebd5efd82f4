"""The services that can be filed online, and which office works on what is filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import DAY, Now
from clerk_app.central.portal.tables import PORTAL_POLICY, PORTAL_SERVICE
from clerk_app.central.schema import OFFICE
from clerk_app.contract import catalogue as definitions
from clerk_app.contract.portal import Offered
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Refused

PAY_WITHIN = 3 * DAY


@dataclass(frozen=True, slots=True)
class Policy:
    """Where filings go by default, how long (microseconds) a payment is waited for, and what is noted after that."""

    office: str
    pay_within: int
    unpaid_note: str


class PortalServices:
    """Every service of the catalogue, unless a row says otherwise, and those that the portal alone has."""

    def __init__(self, catalogue: Catalogue, municipality: str, now: Now) -> None:
        self._catalogue = catalogue
        self._municipality = municipality
        self._now = now

    def policy(self, connection: Connection) -> Policy:
        """The municipality's, or where there is none the first office and three days."""
        asked = select(PORTAL_POLICY).where(PORTAL_POLICY.c.municipality == self._municipality)
        row = connection.execute(asked).one_or_none()
        if row is not None:
            return Policy(row.office, row.pay_within, row.unpaid_note)
        first = select(OFFICE.c.code).where(OFFICE.c.municipality == self._municipality).order_by(OFFICE.c.code)
        return Policy(connection.execute(first.limit(1)).scalar() or "", PAY_WITHIN, "")

    def offered(self, connection: Connection) -> list[Offered]:
        """What can be filed now, by id."""
        rows, policy = self._rows(connection), self.policy(connection)
        ids = {*self._catalogue.newest(connection, self._now()), *rows}
        found = [(self._newest(connection, one, rows.get(one)), rows.get(one)) for one in sorted(ids)]
        return [_offered(service, row, policy) for service, row in found if service is not None]

    def service(self, connection: Connection, service_id: str) -> tuple[Service, str]:
        """The newest version of one, and its office; raises ``Refused('service_unknown')``."""
        row = self._rows(connection).get(service_id)
        service = self._newest(connection, service_id, row)
        if service is None:
            raise Refused("service_unknown")
        return service, (row.office if row is not None else "") or self.policy(connection).office

    def version(self, connection: Connection, service_id: str, version: int) -> Service | None:
        """The version that a filing began with."""
        found = self._catalogue.service(connection, service_id, version)
        return found or portals_own(connection, self._municipality, service_id, version)

    def _newest(self, connection: Connection, service_id: str, row: Row[Any] | None) -> Service | None:
        if row is not None and not row.offered:
            return None
        version = self._catalogue.newest(connection, self._now()).get(service_id, 0)
        if version:
            return self._catalogue.service(connection, service_id, version)
        return definitions.decode(row.body) if row is not None and row.body else None

    def _rows(self, connection: Connection) -> dict[str, Row[Any]]:
        asked = select(PORTAL_SERVICE).where(PORTAL_SERVICE.c.municipality == self._municipality)
        return {row.service: row for row in connection.execute(asked)}


def portals_own(connection: Connection, municipality: str, service_id: str, version: int) -> Service | None:
    """The definition of a service that the portal alone has."""
    asked = select(PORTAL_SERVICE.c.body).where(
        PORTAL_SERVICE.c.municipality == municipality,
        PORTAL_SERVICE.c.service == service_id,
        PORTAL_SERVICE.c.version == version,
    )
    body = connection.execute(asked).scalar()
    return definitions.decode(body) if body is not None else None


def _offered(service: Service, row: Row[Any] | None, policy: Policy) -> Offered:
    return Offered(
        id=service.id,
        version=service.version,
        name=service.name,
        department=service.department,
        office=(row.office if row is not None else "") or policy.office,
    )
