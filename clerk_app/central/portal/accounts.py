"""Accounts of citizens on the portal, and who speaks: a token for a while against a password."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, insert, select

from clerk_app.central.bearer import digest_of, new_token, token_of
from clerk_app.central.clock import HOUR, Now
from clerk_app.central.database import Database
from clerk_app.central.keys import CentreKeys
from clerk_app.central.portal.tables import PORTAL_ACCOUNT, PORTAL_SESSION
from clerk_app.central.signins import NOBODY, matches
from clerk_app.central.tries import Tries
from clerk_app.contract import canonical
from clerk_app.contract.portal import Session, SessionRequest
from clerk_app.domain.errors import Refused, SignIn
from clerk_app.domain.people import Person

LASTS = 12 * HOUR


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who speaks: the account and its person."""

    account: str
    person: Person


class Accounts:
    """Gives and knows tokens; of a token only its digest is kept."""

    def __init__(self, database: Database, keys: CentreKeys, now: Now) -> None:
        self._database = database
        self._municipality = keys.municipality
        self._tries = Tries(keys, now)
        self._now = now

    def begin(self, request: SessionRequest) -> Session:
        """A session; raises ``SignIn`` (``password_wrong``, ``password_wait``)."""
        name = f"portal\0{request.account}"
        with self._database.write() as connection:
            self._tries.begin(connection, name)
            found = connection.execute(select(PORTAL_ACCOUNT).where(self._of(request.account))).one_or_none()
        if not matches(found.password if found else NOBODY, request.password) or found is None:
            raise SignIn("password_wrong")
        token, expires = new_token(), self._now() + LASTS
        row = {"municipality": self._municipality, "token": digest_of(token), "account": found.account}
        with self._database.write() as connection:
            self._tries.forget(connection, name)
            old = and_(PORTAL_SESSION.c.municipality == self._municipality, PORTAL_SESSION.c.expires < self._now())
            connection.execute(delete(PORTAL_SESSION).where(old))
            connection.execute(insert(PORTAL_SESSION).values(**row, expires=expires))
        person = canonical.decode(found.person, Person)
        return Session(token=token, expires=expires, name=person.spoken_name())

    def citizen(self, authorization: str) -> Citizen:
        """Whose token this is; raises ``Refused('unauthenticated')``."""
        token = token_of(authorization)
        mine = and_(PORTAL_SESSION.c.municipality == self._municipality, PORTAL_SESSION.c.token == digest_of(token))
        same = and_(
            PORTAL_ACCOUNT.c.municipality == PORTAL_SESSION.c.municipality,
            PORTAL_ACCOUNT.c.account == PORTAL_SESSION.c.account,
        )
        asked = select(PORTAL_ACCOUNT, PORTAL_SESSION.c.expires).join(PORTAL_SESSION, same).where(mine)
        with self._database.read() as connection:
            found = connection.execute(asked).one_or_none()
        if found is None or found.expires < self._now():
            raise Refused("unauthenticated")
        return Citizen(found.account, canonical.decode(found.person, Person))

    def _of(self, account: str) -> ColumnElement[bool]:
        return and_(PORTAL_ACCOUNT.c.municipality == self._municipality, PORTAL_ACCOUNT.c.account == _kept(account))


def _kept(text: str) -> str:
    """A name as a database can be asked for it."""
    return text.replace("\0", "\ufffd")
