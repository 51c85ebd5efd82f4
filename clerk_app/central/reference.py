"""``/v1/reference``: catalogue, municipality and desk certificates that a desk does not have yet, signed."""

from __future__ import annotations

import time
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, bindparam, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central.database import Database
from clerk_app.central.desks import Desks
from clerk_app.central.doors import body_of, desk_of
from clerk_app.central.index.reports import office_item
from clerk_app.central.keys import CentreKeys
from clerk_app.central.schema import CLERK, DESK, OFFICE, REFERENCE_ITEM
from clerk_app.contract import canonical, reference
from clerk_app.contract.keys import key_id
from clerk_app.contract.reference import COLLEAGUES, DESKS, OFFICE_INDEX, Colleague, DeskCertificate, Item, Municipality

MUNICIPALITY = "municipality"
LOOKED_UP = 1.0  # seconds that a revision is believed before it is asked again


_ITEMS = select(REFERENCE_ITEM.c.name, REFERENCE_ITEM.c.version).where(
    REFERENCE_ITEM.c.municipality == bindparam("in_municipality")
)


class Revision:
    """How far the reference data of a municipality have come (``contract.reference.revision``)."""

    def __init__(self, municipality: str) -> None:
        self._municipality = municipality
        self._known = 0
        self._asked = -LOOKED_UP

    def of(self, connection: Connection) -> int:
        """The revision, at most ``LOOKED_UP`` seconds old."""
        return self._known if time.monotonic() - self._asked < LOOKED_UP else self.newest(connection)

    def newest(self, connection: Connection) -> int:
        """The revision as the database has it."""
        now = time.monotonic()
        asked = connection.execute(_ITEMS, {"in_municipality": self._municipality})
        found = reference.revision({row.name: row.version for row in asked})
        self._known, self._asked = found, now
        return found


class Reference:
    """The endpoint: ``POST`` with the versions that the desk has, or ``GET`` for everything."""

    def __init__(self, database: Database, keys: CentreKeys, desks: Desks) -> None:
        self._database = database
        self._keys = keys
        self._desks = desks

    async def ask(self, request: Request) -> Response:
        """Answer with what is newer than known."""
        desk = await desk_of(request, self._desks)
        known = await body_of(request, dict[str, int]) if request.method == "POST" else {}
        items = await run_in_threadpool(self.newer, known, desk.office)
        answer = reference.sign(items, self._keys.sign)
        return Response(canonical.encode(answer), media_type="application/json")

    def newer(self, known: dict[str, int], office: str = "") -> list[Item]:
        """Items whose version is above the known one, among them the figures of ``office``."""
        municipality = self._keys.municipality
        with self._database.read() as connection:
            asked = select(REFERENCE_ITEM).where(REFERENCE_ITEM.c.municipality == municipality)
            rows = connection.execute(asked.order_by(REFERENCE_ITEM.c.name))
            items = [Item(row.name, row.version, msgspec.Raw(row.body)) for row in rows]
            items += [_certificates(connection, municipality), _colleagues(connection, municipality)]
            figures = office_item(connection, municipality, office, known.get(OFFICE_INDEX, 0))
            items += [figures] if figures is not None else []
        return [item for item in items if item.version > known.get(item.name, 0)]


def municipality_of(connection: Connection, code: str) -> Municipality:
    """The municipality as reference data has it."""
    asked = and_(REFERENCE_ITEM.c.municipality == code, REFERENCE_ITEM.c.name == MUNICIPALITY)
    body = connection.execute(select(REFERENCE_ITEM.c.body).where(asked)).scalar_one()
    return canonical.decode(body, Municipality)


def _certificates(connection: Connection, municipality: str) -> Item:
    """The desks' public keys; the version counts enrolments, replacements and wipes, none of which is ever undone."""
    rows = connection.execute(select(DESK).where(DESK.c.municipality == municipality).order_by(DESK.c.ordinal)).all()
    certificates = [
        DeskCertificate(
            desk=row.code,
            key_id=key_id(row.sign_public).hex(),
            public=row.sign_public,
            revoked=_revoked(row),
            counter=row.counter,
        )
        for row in rows
    ]
    version = len(rows) + sum(_revoked(row) is not None for row in rows)
    return Item(DESKS, version, msgspec.Raw(canonical.encode(certificates)))


def _revoked(desk: Row[Any]) -> int | None:
    """From when on a desk's receipts count no more: it was replaced, or stopped for good."""
    stopped = desk.stopped if desk.wipe_asked is not None else None
    return min((at for at in (desk.fenced, stopped) if at is not None), default=None)


def _colleagues(connection: Connection, municipality: str) -> Item:
    """Who works in the municipality; nobody is ever taken from the table, so their number is the version."""
    offices = select(OFFICE.c.code, OFFICE.c.name).where(OFFICE.c.municipality == municipality)
    named = {row.code: row.name for row in connection.execute(offices)}
    rows = connection.execute(select(CLERK).where(CLERK.c.municipality == municipality).order_by(CLERK.c.name)).all()
    people = [
        Colleague(user=row.user, name=row.name, role=row.role, office=row.office, office_name=named.get(row.office, ""))
        for row in rows
    ]
    return Item(COLLEAGUES, len(rows), msgspec.Raw(canonical.encode(people)))
