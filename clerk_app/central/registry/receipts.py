"""Receipts of the registry as data: what a confirmation of receipt has to say, sealed by the centre."""

from __future__ import annotations

from sqlalchemy import Connection, and_, select

from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import utc
from clerk_app.central.database import Database
from clerk_app.central.keys import CentreKeys
from clerk_app.central.reference import municipality_of
from clerk_app.central.registry.cases import Case, find, received_at
from clerk_app.central.registry.clients import Client
from clerk_app.central.registry.numbers import path_number
from clerk_app.central.schema import DESK, ENTRY, ENTRY_BODY, OFFICE
from clerk_app.contract import canonical, registry
from clerk_app.contract.entries import body_of
from clerk_app.contract.registry import STATUS_HISTORY, Receipt, SealedReceipt, Submission
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.numbers import UniqueNumber


class Receipts:
    """Makes the receipt of a case, for a client of its body."""

    def __init__(self, database: Database, keys: CentreKeys) -> None:
        self._database = database
        self._keys = keys
        self._municipality = keys.municipality
        self._catalogue = Catalogue(keys.municipality)

    def receipt(self, client: Client, number: UniqueNumber) -> SealedReceipt:
        """The receipt of a case; raises ``Refused`` (``case_unknown``, ``not_permitted``)."""
        with self._database.read() as connection:
            case = find(connection, client, self._municipality, number)
            made = self._of_desk(connection, case) if case.from_desk else self._of_submission(connection, case)
        return registry.sealed(made, self._keys.sign)

    def _of_submission(self, connection: Connection, case: Case) -> Receipt:
        told = canonical.decode(case.row.told.encode(), Submission)
        own = told.body == self._municipality
        return Receipt(
            number=str(case.number),
            provisional="",
            body=told.body,
            body_name=municipality_of(connection, self._municipality).body if own else "",
            submitter="",
            received_at=utc(case.row.received),
            registered_at=utc(case.registered),
            procedure=told.procedure,
            content=told.content,
            classification=told.classification,
            unit=told.unit,
            reference=told.reference,
            enclosures=told.enclosures,
            officer=told.officer,
            status_at=_status_at(case),
        )

    def _of_desk(self, connection: Connection, case: Case) -> Receipt:
        told = self._told(connection, case)
        service = self._catalogue.service(connection, case.row.service, case.row.service_version)
        return Receipt(
            number=str(case.number),
            provisional=case.row.number,
            body=self._municipality,
            body_name=municipality_of(connection, self._municipality).body,
            submitter=told.applicant.full_name() if told is not None else "",
            received_at=utc(received_at(connection, case)),
            registered_at=utc(case.registered),
            procedure=(service.rap if service is not None else "") or case.row.service,
            content=service.name.sr if service is not None else "",
            classification=service.classification if service is not None else "",
            unit=self._office(connection, case),
            reference="",
            enclosures=[one.title for one in told.enclosures] if told is not None else [],
            officer=(told.clerk_name if told is not None else "") or case.row.clerk,
            status_at=_status_at(case),
        )

    def _told(self, connection: Connection, case: Case) -> RequestReceived | None:
        """What the desk wrote, until it is erased."""
        this = and_(ENTRY.c.municipality == self._municipality, ENTRY.c.desk == case.desk, ENTRY.c.seq == case.seq)
        same = and_(
            ENTRY_BODY.c.municipality == ENTRY.c.municipality,
            ENTRY_BODY.c.desk == ENTRY.c.desk,
            ENTRY_BODY.c.seq == ENTRY.c.seq,
        )
        asked = select(ENTRY.c.kind, ENTRY.c.version, ENTRY_BODY.c.body).join(ENTRY_BODY, same).where(this)
        row = connection.execute(asked).one_or_none()
        body = body_of(row.kind, row.version, bytes(row.body)) if row is not None else None
        return body if isinstance(body, RequestReceived) else None

    def _office(self, connection: Connection, case: Case) -> str:
        """The name of the office at whose desk it was received."""
        same = and_(OFFICE.c.municipality == DESK.c.municipality, OFFICE.c.code == DESK.c.office)
        this = and_(DESK.c.municipality == self._municipality, DESK.c.code == case.desk)
        return str(connection.execute(select(OFFICE.c.name).join(DESK, same).where(this)).scalar() or "")


def _status_at(case: Case) -> str:
    return STATUS_HISTORY.replace("{number}", path_number(case.number))
