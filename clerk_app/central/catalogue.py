"""The services that this centre serves, by id and version, and what it notes on a request that it receives."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, and_, select

from clerk_app.central.clock import SECOND
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import catalogue
from clerk_app.domain import checkdigits, deadlines, fees, money, numbers
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid
from clerk_app.domain.findings import Finding
from clerk_app.domain.values import read_date, shown_date

PREFIX = "service/"
NEWEST_KEPT = 60 * SECOND


class Catalogue:
    """Services of one municipality; a version never changes, so what was read once is kept."""

    def __init__(self, municipality: str) -> None:
        self._municipality = municipality
        self._known: dict[tuple[str, int], Service] = {}
        self._newest: dict[str, int] = {}
        self._counted = -NEWEST_KEPT

    def service(self, connection: Connection, service_id: str, version: int) -> Service | None:
        """Exactly this version."""
        if (service_id, version) not in self._known:
            name = f"{PREFIX}{service_id}@{version}"
            if not name.isprintable():  # no database need be asked, and not every one may be
                return None
            asked = and_(REFERENCE_ITEM.c.municipality == self._municipality, REFERENCE_ITEM.c.name == name)
            body = connection.execute(select(REFERENCE_ITEM.c.body).where(asked)).scalar()
            if body is None:
                return None
            try:
                self._known[service_id, version] = catalogue.decode(body)
            except Invalid:  # written by another program: what is received stays received without it
                return None
        return self._known[service_id, version]

    def newest(self, connection: Connection, now: int) -> dict[str, int]:
        """The newest version of every service, by id; looked up once a minute."""
        if now - self._counted >= NEWEST_KEPT:
            self._newest, self._counted = self._read_newest(connection), now
        return self._newest

    def _read_newest(self, connection: Connection) -> dict[str, int]:
        asked = and_(
            REFERENCE_ITEM.c.municipality == self._municipality,
            REFERENCE_ITEM.c.name.startswith(PREFIX, autoescape=True),
        )
        newest: dict[str, int] = {}
        for row in connection.execute(select(REFERENCE_ITEM.c.name, REFERENCE_ITEM.c.version).where(asked)):
            service_id = row.name.removeprefix(PREFIX).partition("@")[0]
            newest[service_id] = max(row.version, newest.get(service_id, 0))
        return newest


def examine(
    body: RequestReceived, desk: str, service: Service | None, newest: int, newer: Service | None = None
) -> list[Finding]:
    """Defects that the centre sees in a request; it has received it all the same.

    ``newest`` is the service's newest version, and ``newer`` its definition where that is another than the request's.
    """
    found = []
    number = numbers.parse(body.number)
    if number is None or number.desk != desk:
        found.append(Finding("provisional_number_wrong", "number"))
    if service is None:
        return [*found, Finding("service_unknown", "service", {"version": str(body.service_version)})]
    if newest > body.service_version:
        found.append(Finding("service_outdated", "service", {"version": str(newest)}))
    found += _of_fee(body, service, newer)
    due = due_on(body, service)
    if body.deadline and due != body.deadline:
        days = {"desk": shown_date(body.deadline), "centre": shown_date(due) if due else "—"}
        found.append(Finding("deadline_differs", "deadline", days))
    return found


def _of_fee(body: RequestReceived, service: Service, newer: Service | None) -> list[Finding]:
    """What is doubtful about the fee: computed anew by the tariff that the entry names, and by one that it missed."""
    day, told = body.received_local[:10], body.fee
    charge = fees.charge(service, body.form, day=day, exemption=told.exemption)
    found = list(charge.findings)
    if not fees.agree(told, charge.fee):
        amounts = {"desk": money.shown(told.total), "centre": money.shown(charge.fee.total)}
        found.append(Finding("fee_differs", "fee", amounts | {"version": str(body.service_version)}))
    if newer is not None and read_date(day):
        since = fees.charge(newer, body.form, day=day, exemption=told.exemption).fee
        if since.total != charge.fee.total:
            amounts = {"old": money.shown(charge.fee.total), "new": money.shown(since.total)}
            found.append(Finding("tariff_newer", "fee", amounts | {"version": str(newer.version)}))
    wrong = next((code for one in told.terms if (code := checkdigits.check_reference(one.model, one.reference))), "")
    return [*found, Finding(wrong, "fee")] if wrong else found


def due_on(body: RequestReceived, service: Service | None) -> str:
    """The last day (ISO) to decide, or empty: as the centre counts it, or the desk where the service is not here."""
    if service is None or not read_date(body.received_local[:10]):
        return read_date(body.deadline)
    return due_from(service, body.received_local)


def due_from(service: Service | None, local: str) -> str:
    """The last day (ISO) to decide where the time runs from a local time (ISO); empty where that cannot be told.

    It runs from a request that is in order, so anew from the time at which what was missing has come.
    """
    day = read_date(local[:10])
    due = deadlines.due(service.deadline, date.fromisoformat(day)) if service and day else None
    return due.isoformat() if due else ""
