"""Activation parameters of ConsentID: one set for an account, told to one desk, of use once they are in hand.

What was issued and never handed over opens nothing: a lost answer, a jam or a killed desk leaves nothing behind. The
codes themselves are kept sealed to the desk, for a retry, until its journal has said what became of them.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select, update
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk, Desks
from clerk_app.central.doors import body_of, desk_of
from clerk_app.central.eid.accounts import BLOCKED, Eid, note
from clerk_app.central.eid.tables import EID_ACCOUNT, EID_PARAMETERS
from clerk_app.central.keys import CentreKeys
from clerk_app.central.postgresql import alone
from clerk_app.central.verdicts import ACCEPTED, Verdict
from clerk_app.contract import canonical
from clerk_app.contract.eid import (
    EID_ISSUANCES,
    EID_LOOKUPS,
    EID_REGISTRATIONS,
    EidIssuance,
    EidLookup,
    EidParameters,
    EidRegistration,
    EidSealed,
    checked_id,
    seal_parameters,
)
from clerk_app.domain.eid_bodies import EidGiven, EidVoided
from clerk_app.domain.errors import Refused

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read for something else
_CODE = 12
_GROUP = 4
_USER_DIGITS = 10


class EidIssuing:
    """Issues parameters, and gives them again only to a retry of the same act."""

    def __init__(self, database: Database, keys: CentreKeys, now: Now) -> None:
        self.eid = Eid(database, keys.municipality, now)
        self._database = database
        self._keys = keys
        self._municipality = keys.municipality
        self._now = now

    def issue(self, desk: Desk, wanted: EidIssuance) -> EidSealed:
        """Parameters sealed to this desk.

        Raises ``Refused`` (``no_account``, ``account_blocked``, ``parameters_gone``, ``act_reused``, and what
        ``Eid.register`` says of the person) and ``Unavailable('register_unavailable')``.
        """
        checked_id(wanted.id)
        number = wanted.identity.id_number
        with self._database.write() as connection:
            user = self.eid.granted(connection, desk, wanted.grant)
            self.eid.reachable(connection)
            alone(connection, "eid")
            known = connection.execute(select(EID_PARAMETERS).where(self._this(wanted.id))).one_or_none()
            if known is not None:
                return _again(known, desk, number)
            account = self.eid.account(connection, number)
            if account is None:
                raise Refused("no_account")
            if account.state == BLOCKED:
                raise Refused("account_blocked")
            self.eid.admit(connection, wanted.identity)
            others = and_(EID_PARAMETERS.c.municipality == self._municipality, EID_PARAMETERS.c.number == number)
            connection.execute(update(EID_PARAMETERS).where(others).values(state="void", sealed=b""))
            sealed = self._make(connection, desk, wanted, user)
            document = wanted.identity.document
            seen = f"{document.kind} {document.tail}"
            by = (desk.code, user)
            note(connection, self._municipality, number, "parameters", at=self._now(), by=by, document=seen)
            return sealed

    def usable(self, number: str, code: str) -> bool:
        """Whether an app may be activated with this code: only one that is in the citizen's hands."""
        mine = and_(EID_PARAMETERS.c.municipality == self._municipality, EID_PARAMETERS.c.number == number)
        with self._database.read() as connection:
            rows = connection.execute(select(EID_PARAMETERS).where(mine, EID_PARAMETERS.c.state == "given")).all()
        return any(hmac.compare_digest(row.code, self._digest(row.id, code)) for row in rows)

    def _make(self, connection: Connection, desk: Desk, wanted: EidIssuance, user: str) -> EidSealed:
        drawn = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
        code = "-".join(drawn[start : start + _GROUP] for start in range(0, _CODE, _GROUP))
        user_id = "".join(secrets.choice("0123456789") for _ in range(_USER_DIGITS))
        parameters = EidParameters(user_id=user_id, code=code, qr=f"CONSENTID:{user_id}:{code}")
        answer = seal_parameters(parameters, desk.seal_public, wanted.id)
        row = {
            "municipality": self._municipality,
            "id": wanted.id,
            "number": wanted.identity.id_number,
            "desk": desk.code,
            "user": user,
            "state": "issued",
            "sealed": answer.sealed,
            "code": self._digest(wanted.id, code),
            "at": self._now(),
        }
        connection.execute(insert(EID_PARAMETERS).values(row))
        return answer

    def _digest(self, issue: str, code: str) -> bytes:
        return hmac.digest(self._keys.storage, b"consentid\0" + issue.encode() + code.encode(), "sha256")

    def _this(self, issue: str) -> ColumnElement[bool]:
        return and_(EID_PARAMETERS.c.municipality == self._municipality, EID_PARAMETERS.c.id == issue)


def settle(connection: Connection, desk: Row[Any], body: EidGiven | EidVoided, now: int) -> Verdict:
    """Do what a desk's journal says became of a sheet; what is void stays so, and the codes are forgotten."""
    mine = and_(
        EID_PARAMETERS.c.municipality == desk.municipality,
        EID_PARAMETERS.c.id == body.issue,
        EID_PARAMETERS.c.desk == desk.code,
        EID_PARAMETERS.c.state == "issued",
    )
    row = connection.execute(select(EID_PARAMETERS).where(mine).with_for_update()).one_or_none()
    if row is None:
        return ACCEPTED
    given = isinstance(body, EidGiven)
    state = "given" if given else "void"
    connection.execute(update(EID_PARAMETERS).where(mine).values(state=state, sealed=b""))
    if given:
        account = and_(EID_ACCOUNT.c.municipality == desk.municipality, EID_ACCOUNT.c.number == row.number)
        connection.execute(update(EID_ACCOUNT).where(account).values(level="high"))
    note(connection, desk.municipality, row.number, state, at=now, by=(desk.code, row.user))
    return ACCEPTED


def _again(known: Row[Any], desk: Desk, number: str) -> EidSealed:
    """The same act again: the same answer while nobody has said that the sheet is out, and never after."""
    if known.desk != desk.code or known.number != number:
        raise Refused("act_reused")
    if known.state != "issued":
        raise Refused("parameters_gone")
    return EidSealed(known.sealed)


class EidDoor:
    """The endpoints."""

    def __init__(self, desks: Desks, issuing: EidIssuing) -> None:
        self._desks = desks
        self._issuing = issuing

    def routes(self) -> list[Route]:
        """Where they are reached."""
        return [
            Route(EID_LOOKUPS, self.look_up, methods=["POST"]),
            Route(EID_REGISTRATIONS, self.register, methods=["POST"]),
            Route(EID_ISSUANCES, self.issue, methods=["POST"]),
        ]

    async def look_up(self, request: Request) -> Response:
        """``POST /v1/eid/lookups``."""
        desk = await desk_of(request, self._desks)
        asked = await body_of(request, EidLookup)
        return _json(await run_in_threadpool(self._issuing.eid.look_up, desk, asked))

    async def register(self, request: Request) -> Response:
        """``POST /v1/eid/registrations``."""
        desk = await desk_of(request, self._desks)
        wanted = await body_of(request, EidRegistration)
        return _json(await run_in_threadpool(self._issuing.eid.register, desk, wanted))

    async def issue(self, request: Request) -> Response:
        """``POST /v1/eid/consentid-parameters``."""
        desk = await desk_of(request, self._desks)
        wanted = await body_of(request, EidIssuance)
        return _json(await run_in_threadpool(self._issuing.issue, desk, wanted))


def _json(answer: object) -> Response:
    return Response(canonical.encode(answer), media_type="application/json", headers={"Cache-Control": "no-store"})
