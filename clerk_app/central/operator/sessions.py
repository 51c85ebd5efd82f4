"""Sessions of operators: a secret in a cookie, kept as its digest; it ends by itself, idle or not."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from clerk_app.central import audit
from clerk_app.central.bearer import digest_of
from clerk_app.central.clock import HOUR, MINUTE, Now
from clerk_app.central.database import Database
from clerk_app.central.operator.accounts import ROLES, Account
from clerk_app.central.operator.tables import OPERATOR, OPERATOR_SESSION
from clerk_app.domain.errors import Refused

IDLE = 30 * MINUTE
LONGEST = 10 * HOUR
_SEEN_EVERY = MINUTE


@dataclass(frozen=True, slots=True)
class Signed:
    """Who asks, and the word that each of their forms must bring along."""

    name: str
    role: str
    form_word: str

    def may(self, role: str) -> bool:
        """Whether they have this role or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Sessions:
    """Who is signed in."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    def begin(self, account: Account) -> str:
        """The secret of a new session; sessions that are over are forgotten."""
        token, now = secrets.token_urlsafe(32), self._now()
        row = {"municipality": self._municipality, "digest": digest_of(token), "operator": account.name}
        with self._database.write() as connection:
            ours = OPERATOR_SESSION.c.municipality == self._municipality
            connection.execute(delete(OPERATOR_SESSION).where(ours, _over(now)))
            connection.execute(insert(OPERATOR_SESSION).values(**row, began=now, seen=now))
            audit.note(connection, self._municipality, "operator_in", at=now, actor=account.name)
        return token

    def of(self, token: str) -> Signed | None:
        """Who signed in by this secret, if the session still runs and they are still an operator."""
        if not token:
            return None
        now, this = self._now(), self._this(token)
        person = and_(OPERATOR.c.municipality == self._municipality, OPERATOR.c.name == OPERATOR_SESSION.c.operator)
        asked = select(OPERATOR_SESSION.c.seen, OPERATOR.c.name, OPERATOR.c.role).where(this, person)
        asked = asked.where(~_over(now), OPERATOR.c.ended.is_(False))
        with self._database.read() as connection:
            row = connection.execute(asked).one_or_none()
        if row is None:
            return None
        if now - row.seen > _SEEN_EVERY:
            with self._database.write() as connection:
                connection.execute(update(OPERATOR_SESSION).where(this).values(seen=now))
        return Signed(row.name, row.role, form_word(token))

    def end(self, token: str, name: str) -> None:
        """Nobody is signed in by this secret any more."""
        with self._database.write() as connection:
            connection.execute(delete(OPERATOR_SESSION).where(self._this(token)))
            audit.note(connection, self._municipality, "operator_out", at=self._now(), actor=name)

    def _this(self, token: str) -> ColumnElement[bool]:
        ours = OPERATOR_SESSION.c.municipality == self._municipality
        return and_(ours, OPERATOR_SESSION.c.digest == digest_of(token))


def form_word(token: str) -> str:
    """The word that forms of this session bring along: no other page can know it."""
    return hmac.digest(token.encode(), b"salter operator form", "sha256").hex()


def check_word(token: str, given: str) -> None:
    """Raise ``Refused('form_stale')`` for a form that is not from a page of this session."""
    if not token or not hmac.compare_digest(form_word(token).encode(), given.encode("utf-8", "replace")):
        raise Refused("form_stale")


def _over(now: int) -> ColumnElement[bool]:
    return or_(OPERATOR_SESSION.c.seen < now - IDLE, OPERATOR_SESSION.c.began < now - LONGEST)
