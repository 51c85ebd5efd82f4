"""Sign-in: passwords, growing delays, grants, and the database key back from escrow."""

from __future__ import annotations

import secrets
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, and_, insert, select, update
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from clerk_app.central import audit
from clerk_app.central.clock import DAY, Now
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk, Desks
from clerk_app.central.doors import body_of, desk_of
from clerk_app.central.grants import check_speaks
from clerk_app.central.keys import CentreKeys
from clerk_app.central.schema import CLERK, CLERK_GRANT, DESK
from clerk_app.central.tries import Tries
from clerk_app.contract import canonical, signin
from clerk_app.contract.keys import seal
from clerk_app.contract.signin import ESCROW_INFO, REWRAP_INFO, EscrowDeposit, Grant, SignInAnswer, SignInRequest
from clerk_app.domain.errors import Invalid, SignIn

GRANT_DAYS = 14
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash("")
_MOST_PASSWORD = 1024
_REPLY_KEY_BYTES = 32


class SignIns:
    """Verifies clerks and gives grants."""

    def __init__(self, database: Database, keys: CentreKeys, now: Now, grant_days: int = GRANT_DAYS) -> None:
        self._database = database
        self._keys = keys
        self._municipality = keys.municipality
        self._now = now
        self._tries = Tries(keys, now)
        self._grant_days = grant_days

    def sign_in(self, desk: Desk, request: SignInRequest) -> SignInAnswer:
        """A grant for this clerk on this desk.

        Raises ``SignIn`` (``password_wrong``, ``password_wait``, ``office_not_yours``) or ``Refused`` (``desk_fenced``,
        ``desk_stopped``).
        """
        if request.want_key and len(request.reply_public) != _REPLY_KEY_BYTES:
            raise Invalid("malformed", what="SignInRequest", where="reply_public")
        clerk = self._begin(desk, request.user)
        if not matches(clerk.password if clerk else NOBODY, request.password) or clerk is None:
            raise SignIn("password_wrong")
        with self._database.write() as connection:
            self._check_not_fenced(connection, desk)
            self._tries.forget(connection, clerk.user)
            answer = self._answer(connection, desk, clerk, request) if clerk.office in ("", desk.office) else None
        if answer is None:
            raise SignIn("office_not_yours")
        return answer

    def deposit(self, desk: Desk, wrap: bytes) -> None:
        """Keep a desk's database key; it must open with the escrow's key. Raises ``Refused`` as ``sign_in`` does."""
        self._keys.escrow.open(wrap, ESCROW_INFO + desk.code.encode())
        with self._database.write() as connection:
            self._check_not_fenced(connection, desk)
            this = and_(DESK.c.municipality == self._municipality, DESK.c.code == desk.code)
            connection.execute(update(DESK).where(this).values(escrow=wrap))
            audit.note(connection, self._municipality, "escrow_deposited", at=self._now(), desk=desk.code)

    def _check_not_fenced(self, connection: Connection, desk: Desk) -> None:
        """Read in the transaction that gives or keeps: a replacement may have come after the desk was looked up."""
        check_speaks(connection, self._municipality, desk.code, locked=True)

    def _begin(self, desk: Desk, user: str) -> Row[Any] | None:
        """The clerk of this name, the try counted already: who counts afterwards lets guesses pass side by side."""
        with self._database.write() as connection:
            self._check_not_fenced(connection, desk)
            self._tries.begin(connection, user)
            asked = and_(CLERK.c.municipality == self._municipality, CLERK.c.user == user)
            return connection.execute(select(CLERK).where(asked)).one_or_none()

    def _answer(self, connection: Connection, desk: Desk, clerk: Row[Any], request: SignInRequest) -> SignInAnswer:
        grant = self._grant(connection, desk, clerk)
        rewrapped = self._rewrapped(connection, desk, clerk.user, request) if request.want_key else b""
        return SignInAnswer(grant=signin.sign(grant, self._keys.sign), rewrapped=rewrapped)

    def _grant(self, connection: Connection, desk: Desk, clerk: Row[Any]) -> Grant:
        starts = self._now()
        grant = Grant(
            id=secrets.token_hex(8),
            user=clerk.user,
            name=clerk.name,
            role=clerk.role,
            municipality=self._municipality,
            office=desk.office,
            desk=desk.code,
            starts=starts,
            ends=starts + self._grant_days * DAY,
        )
        row = {
            "municipality": self._municipality,
            "id": grant.id,
            "user": grant.user,
            "role": grant.role,
            "desk": grant.desk,
            "starts": grant.starts,
            "ends": grant.ends,
        }
        connection.execute(insert(CLERK_GRANT).values(row))
        audit.note(connection, self._municipality, "grant_given", at=starts, desk=desk.code, user=clerk.user)
        return grant

    def _rewrapped(self, connection: Connection, desk: Desk, user: str, request: SignInRequest) -> bytes:
        """The desk's database key, sealed to the clerk's reply key; nothing when the escrow has none."""
        asked = and_(DESK.c.municipality == self._municipality, DESK.c.code == desk.code)
        wrap = connection.execute(select(DESK.c.escrow).where(asked)).scalar()
        if wrap is None:
            return b""
        key = self._keys.escrow.open(wrap, ESCROW_INFO + desk.code.encode())
        audit.note(connection, self._municipality, "escrow_opened", at=self._now(), desk=desk.code, user=user)
        return seal(request.reply_public, key, REWRAP_INFO + desk.code.encode())


class SignInDoor:
    """The endpoints."""

    def __init__(self, desks: Desks, sign_ins: SignIns) -> None:
        self._desks = desks
        self._sign_ins = sign_ins

    async def sign_in(self, request: Request) -> Response:
        """``POST /v1/sign-ins``."""
        desk = await desk_of(request, self._desks)
        wanted = await body_of(request, SignInRequest)
        answer = await run_in_threadpool(self._sign_ins.sign_in, desk, wanted)
        return Response(canonical.encode(answer), media_type="application/json")

    async def deposit(self, request: Request) -> Response:
        """``POST`` or ``PUT /v1/escrow``."""
        desk = await desk_of(request, self._desks)
        deposit = await body_of(request, EscrowDeposit)
        await run_in_threadpool(self._sign_ins.deposit, desk, deposit.wrap)
        return Response(status_code=204)


def matches(hashed: str, password: str) -> bool:
    """Whether this is the password behind ``hashed``; ``NOBODY`` takes as long, and matches none that is given."""
    try:
        return HASHER.verify(hashed, password[:_MOST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
