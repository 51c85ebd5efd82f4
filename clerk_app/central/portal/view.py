"""A filing as its citizen sees it: read from the request that it became and from all that was told of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, literal, select

from clerk_app.central import requests
from clerk_app.central.clock import SECOND
from clerk_app.central.keys import CentreKeys
from clerk_app.central.portal.services import PortalServices
from clerk_app.central.portal.tables import PORTAL_FILING
from clerk_app.central.schema import ENTRY_BODY, FEED, OFFICE, REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.cases import PORTAL
from clerk_app.contract.portal import Filed, Step, sign_code
from clerk_app.domain.bodies import FormValues, RequestReceived
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import Refused
from clerk_app.domain.numbers import UniqueNumber
from clerk_app.domain.portal_codes import PortalCode

MOST = 50
_TOLD = ("registered", "status", "handed", "supplemented", "withdrawn", "payment", "annulled")
_NO_MORE = 2**62


def joined() -> Any:  # noqa: ANN401 - a select of three tables' columns, which no type can tell
    """Filings with their requests and what was filed."""
    same = and_(
        REQUEST.c.municipality == PORTAL_FILING.c.municipality,
        REQUEST.c.desk == PORTAL,
        REQUEST.c.seq == PORTAL_FILING.c.seq,
    )
    kept = and_(
        ENTRY_BODY.c.municipality == PORTAL_FILING.c.municipality,
        ENTRY_BODY.c.desk == PORTAL,
        ENTRY_BODY.c.seq == PORTAL_FILING.c.seq,
    )
    own = PORTAL_FILING.c
    return (
        select(REQUEST, own.account, own.filed, own.amount, own.pay_by, ENTRY_BODY.c.body)
        .select_from(PORTAL_FILING)
        .join(REQUEST, same)
        .outerjoin(ENTRY_BODY, kept)
    )


class PortalView:
    """Reads filings; whose they are is asked in the statement."""

    def __init__(self, keys: CentreKeys, services: PortalServices) -> None:
        self._keys = keys
        self._services = services

    def one(self, connection: Connection, account: str, number: str) -> Filed:
        """One filing whole; raises ``Refused('filing_unknown')``."""
        return self._filed(connection, self.row(connection, account, number), self._offices(connection), whole=True)

    def page(self, connection: Connection, account: str, before: str) -> tuple[list[Filed], bool]:
        """At most ``MOST``, newest first, and whether more follow."""
        last = self.row(connection, account, before).seq if before else _NO_MORE
        mine = and_(self._mine(account), PORTAL_FILING.c.seq < last)
        asked = joined().where(mine).order_by(PORTAL_FILING.c.seq.desc()).limit(MOST + 1)
        rows, offices = connection.execute(asked).all(), self._offices(connection)
        return [self._filed(connection, row, offices, whole=False) for row in rows[:MOST]], len(rows) > MOST

    def row(self, connection: Connection, account: str, number: str) -> Row[Any]:
        """The filing with its request; raises ``Refused('filing_unknown')``."""
        asked = joined().where(and_(self._mine(account), PORTAL_FILING.c.number == number))
        row: Row[Any] | None = connection.execute(asked).one_or_none() if number.isprintable() else None
        if row is None:
            raise Refused("filing_unknown")
        return row

    def _mine(self, account: str) -> Any:  # noqa: ANN401 - an element of a statement
        return and_(PORTAL_FILING.c.municipality == self._keys.municipality, PORTAL_FILING.c.account == account)

    def _filed(self, connection: Connection, row: Row[Any], offices: dict[str, str], *, whole: bool) -> Filed:
        body = canonical.decode(row.body, RequestReceived) if row.body is not None else None
        service = self._services.version(connection, row.service, row.service_version)
        code = PortalCode(municipality=row.municipality, number=row.number, at=row.filed // SECOND)
        return Filed(
            number=row.number,
            code=sign_code(code, self._keys.sign),
            filed=row.filed,
            service=row.service,
            service_name=service.name if service is not None else Wording(sr=row.service),
            applicant=body.applicant.full_name() if body is not None else "",
            state=row.state,
            office=offices.get(row.office, row.office),
            unique_number=UniqueNumber(row.serial, row.year).compact() if row.serial else "",
            deadline=row.deadline,
            amount=row.amount,
            payment=row.payment,
            pay_by=row.pay_by,
            missing=canonical.decode(row.missing.encode(), tuple[str, ...]),
            supplement_by=row.supplement_by,
            withdrawn=row.withdrawn,
            findings=body.findings if body is not None and whole else (),
            enclosures=tuple(one.title for one in body.enclosures) if body is not None and whole else (),
            form=canonical.decode(row.form.encode(), FormValues) if whole else {},
            history=self._history(connection, row, offices) if whole else (),
        )

    def _history(self, connection: Connection, row: Row[Any], offices: dict[str, str]) -> tuple[Step, ...]:
        of_filing = FEED.c.desk == literal(PORTAL, literal_execute=True)  # said in full, or its index would not be used
        asked = and_(FEED.c.municipality == row.municipality, of_filing, FEED.c.seq == row.seq, FEED.c.kind.in_(_TOLD))
        told = connection.execute(select(FEED).where(asked).order_by(FEED.c.position)).all()
        return (Step(at=row.filed, kind="filed"), *_steps(told, offices))

    def _offices(self, connection: Connection) -> dict[str, str]:
        asked = select(OFFICE.c.code, OFFICE.c.name).where(OFFICE.c.municipality == self._keys.municipality)
        return {row.code: row.name for row in connection.execute(asked)}


def _steps(told: Sequence[Row[Any]], offices: dict[str, str]) -> list[Step]:
    """What a citizen hears: of a hand-over which office works on it, but neither who nor what they tell each other."""
    steps = []
    for one in told:
        body: dict[str, Any] = canonical.decode(one.body, dict[str, Any])
        office = str(body.get("office", ""))
        handed = one.kind == "handed"
        steps.append(
            Step(
                at=int(body.get("at", 0)),
                kind=one.kind,
                state=requests.REGISTERED if one.kind == "registered" else str(body.get("state", "")),
                note="" if handed else str(body.get("note", body.get("reason", ""))),
                office=offices.get(office, office) if handed else "",
            )
        )
    return steps
