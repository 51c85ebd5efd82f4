"""Enrolment: codes for new desks, and the desk that each of them makes."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central import audit, misses
from clerk_app.central.clock import HOUR, Now
from clerk_app.central.database import Database
from clerk_app.central.doors import body_of
from clerk_app.central.keys import CentreKeys
from clerk_app.central.postgresql import alone
from clerk_app.central.reference import municipality_of
from clerk_app.central.relay import office_keys
from clerk_app.central.schema import CLERK_GRANT, COUNTER, DESK, ENROLMENT_CODE, ENTRY, OFFICE
from clerk_app.contract import canonical, enrolment
from clerk_app.contract.enrolment import Code, EnrolmentAnswer, EnrolmentRequest
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.journal import GENESIS
from clerk_app.domain.numbers import ALPHABET

VALID = 72 * HOUR
_LETTERS = "AEJKMT"
_KEY_BYTES = 32
_JSON = "application/json"


class Enrolment:
    """Makes codes, and turns each into one desk."""

    def __init__(self, database: Database, keys: CentreKeys, now: Now) -> None:
        self._database = database
        self._keys = keys
        self._municipality = keys.municipality
        self._now = now

    def make_code(self, office: str, counter: str, actor: str = "") -> str:
        """A code for one desk at this counter, good for 72 hours; raises ``Invalid`` for an unknown office.

        It is told this once. ``actor`` is the operator who wants it.
        """
        secret = base64.b32encode(secrets.token_bytes(5)).decode()
        with self._database.write() as connection:
            self._check_place(connection, office)
            row = {
                "municipality": self._municipality,
                "digest": _digest(secret),
                "office": office,
                "counter": counter,
                "expires": self._now() + VALID,
                "made": self._now(),
                "made_by": actor,
            }
            connection.execute(insert(ENROLMENT_CODE).values(row))
            place = f"{office}/{counter}"
            audit.note(connection, self._municipality, "code_made", at=self._now(), actor=actor, target=place)
            name = municipality_of(connection, self._municipality).name
        return enrolment.show(Code(secret, enrolment.fingerprint(self._keys.anchor(name))))

    def enrol(self, request: EnrolmentRequest) -> EnrolmentAnswer:
        """Make the desk; the same code with the same key is answered again, for an answer may have been lost.

        That ends with the first sign-in or entry of the desk: from then on numbers may have been given.

        Raises ``Refused`` (``enrolment_code_wrong``, ``enrolment_wait``, ``replaced_unknown``,
        ``replaced_elsewhere``) or ``Invalid``.
        """
        _check_keys(request)
        with self._database.write() as connection:
            alone(connection, "enrolment")  # misses are counted, and ordinals given, one at a time
            misses.check(connection, self._municipality, self._now())
            code = self._code(connection, request.secret)
            desk = self._desk(connection, code, request) if code is not None else None
            if desk is None:
                misses.note(connection, self._municipality, self._now())
        if desk is None:
            raise Refused("enrolment_code_wrong")
        return desk

    def retire(self, code: str, head: bytes) -> None:
        """From now on a desk is heard only on what it did up to ``head``; none takes its place."""
        with self._database.write() as connection:
            self._shut(connection, code, head)

    def _code(self, connection: Connection, secret: str) -> Row[Any] | None:
        asked = and_(
            ENROLMENT_CODE.c.municipality == self._municipality,
            ENROLMENT_CODE.c.digest == _digest(secret),
            ENROLMENT_CODE.c.expires > self._now(),
        )
        return connection.execute(select(ENROLMENT_CODE).where(asked).with_for_update()).one_or_none()

    def _desk(self, connection: Connection, code: Row[Any], request: EnrolmentRequest) -> EnrolmentAnswer | None:
        """The desk of this code, made if it is the first time; nothing when another key has used it."""
        name = code.used_by
        if name:
            asked = and_(DESK.c.municipality == self._municipality, DESK.c.code == name)
            public = connection.execute(select(DESK.c.sign_public).where(asked)).scalar_one()
            if public != request.sign_public or self._has_worked(connection, name):
                return None
        else:
            name = self._make(connection, code, request)
        asked = and_(OFFICE.c.municipality == self._municipality, OFFICE.c.code == code.office)
        office_name = connection.execute(select(OFFICE.c.name).where(asked)).scalar_one()
        return EnrolmentAnswer(
            desk=name,
            office=code.office,
            office_name=office_name,
            counter=code.counter,
            replaced_head=self._head_of(connection, request.replaces),
        )

    def _head_of(self, connection: Connection, replaced: str) -> str:
        """The head up to which a replaced desk's chain verifies here; empty where nothing has come of it yet."""
        this = and_(DESK.c.municipality == self._municipality, DESK.c.code == replaced, DESK.c.chain_ok_to > 0)
        head = connection.execute(select(DESK.c.chain_head).where(this)).scalar()
        return head.hex() if head is not None else ""

    def _has_worked(self, connection: Connection, desk: str) -> bool:
        """Whether somebody has signed in at the desk, or it has sent anything."""
        own = (
            select(table.c.desk).where(table.c.municipality == self._municipality, table.c.desk == desk).limit(1)
            for table in (CLERK_GRANT, ENTRY)
        )
        return any(connection.execute(asked).first() is not None for asked in own)

    def _make(self, connection: Connection, code: Row[Any], request: EnrolmentRequest) -> str:
        highest = select(func.max(DESK.c.ordinal)).where(DESK.c.municipality == self._municipality)
        ordinal = (connection.execute(highest).scalar() or 0) + 1
        name = desk_code(ordinal)
        if request.replaces:
            self._fence(connection, code.office, request)
        row = {
            "municipality": self._municipality,
            "code": name,
            "ordinal": ordinal,
            "office": code.office,
            "counter": code.counter,
            "sign_public": request.sign_public,
            "seal_public": request.seal_public,
            "enrolled": self._now(),
            "replaces": request.replaces,
            "chain_head": GENESIS,
        }
        connection.execute(insert(DESK).values(row))
        this = and_(ENROLMENT_CODE.c.municipality == self._municipality, ENROLMENT_CODE.c.digest == code.digest)
        connection.execute(update(ENROLMENT_CODE).where(this).values(used_by=name))
        audit.note(connection, self._municipality, "desk_enrolled", at=self._now(), desk=name)
        return name

    def _fence(self, connection: Connection, office: str, request: EnrolmentRequest) -> None:
        """From now on the replaced desk is heard only on what it did before; a code replaces in its own office only."""
        this = and_(DESK.c.municipality == self._municipality, DESK.c.code == request.replaces)
        replaced = connection.execute(select(DESK.c.office).where(this).with_for_update()).scalar()
        if replaced is None:
            raise Refused("replaced_unknown")
        if replaced != office:
            raise Refused("replaced_elsewhere")
        self._shut(connection, request.replaces, bytes.fromhex(request.replaced_head) or None)

    def _shut(self, connection: Connection, code: str, head: bytes | None) -> None:
        this = and_(DESK.c.municipality == self._municipality, DESK.c.code == code)
        connection.execute(update(DESK).where(this).values(fenced=self._now(), fence_head=head))
        office = connection.execute(select(DESK.c.office).where(this)).scalar_one()
        office_keys.rotate(connection, self._keys, office, self._now())
        audit.note(connection, self._municipality, "desk_fenced", at=self._now(), desk=code)

    def _check_place(self, connection: Connection, office: str) -> None:
        asked = and_(OFFICE.c.municipality == self._municipality, OFFICE.c.code == office)
        if connection.execute(select(OFFICE.c.code).where(asked)).first() is None:
            raise Invalid("office_unknown", field="office")

    def places(self) -> list[tuple[str, str]]:
        """Every office and counter that there is."""
        with self._database.read() as connection:
            asked = select(COUNTER.c.office, COUNTER.c.code).where(COUNTER.c.municipality == self._municipality)
            return [
                (row.office, row.code) for row in connection.execute(asked.order_by(COUNTER.c.office, COUNTER.c.code))
            ]


class EnrolmentDoor:
    """The endpoints: both are open, the anchor because the code's fingerprint vouches for it."""

    def __init__(self, database: Database, keys: CentreKeys, enrolling: Enrolment) -> None:
        self._database = database
        self._keys = keys
        self._enrolling = enrolling

    async def anchor(self, _request: Request) -> Response:
        """``GET /v1/anchor``."""
        return Response(canonical.encode(await run_in_threadpool(self._anchor)), media_type=_JSON)

    async def enrol(self, request: Request) -> Response:
        """``POST /v1/enrolments``."""
        wanted = await body_of(request, EnrolmentRequest)
        answer = await run_in_threadpool(self._enrolling.enrol, wanted)
        return Response(canonical.encode(answer), status_code=201, media_type=_JSON)

    def _anchor(self) -> enrolment.Anchor:
        with self._database.read() as connection:
            return self._keys.anchor(municipality_of(connection, self._keys.municipality).name)


def desk_code(ordinal: int) -> str:
    """The code of the ``ordinal``-th desk: a letter first, then 1 to 3 more symbols; 1 is ``A1``."""
    for width in (1, 2, 3):
        many = len(_LETTERS) * len(ALPHABET) ** width
        if ordinal < many:
            symbols = []
            for _ in range(width):
                ordinal, symbol = divmod(ordinal, len(ALPHABET))
                symbols.append(ALPHABET[symbol])
            return _LETTERS[ordinal] + "".join(reversed(symbols))
        ordinal -= many
    raise Refused("desk_codes_used_up")


def _digest(secret: str) -> bytes:
    return hashlib.sha256(b"salter enrolment 1\0" + secret.encode()).digest()


def _check_keys(request: EnrolmentRequest) -> None:
    """Raise ``Invalid('malformed')`` for keys or a head of the wrong length."""
    try:
        head = bytes.fromhex(request.replaced_head)
    except ValueError as error:
        raise Invalid("malformed", what="EnrolmentRequest", where="replaced_head") from error
    if len(head) not in (0, _KEY_BYTES):
        raise Invalid("malformed", what="EnrolmentRequest", where="replaced_head")
    if len(request.sign_public) != _KEY_BYTES or len(request.seal_public) != _KEY_BYTES:
        raise Invalid("malformed", what="EnrolmentRequest", where="keys")
