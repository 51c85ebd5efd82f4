"""Tries: how often each name was tried since it last got in, and how long it must wait."""

from __future__ import annotations

import hmac

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from clerk_app.central.clock import HOUR, SECOND, Now
from clerk_app.central.keys import CentreKeys
from clerk_app.central.postgresql import alone
from clerk_app.central.schema import SIGN_IN_TRY
from clerk_app.domain.errors import SignIn

FREE_FAILURES = 3
LONGEST_WAIT = HOUR
MOST_NAMES = 10_000
_LONGEST_SHIFT = 20


class Tries:
    """Counts tries by name alone, so that names of clerks and names of nobody wait alike.

    A name is kept as a keyed digest: people type passwords where names belong. At most ``most`` names are kept; a new
    one takes the place of the one whose wait ended first.
    """

    def __init__(self, keys: CentreKeys, now: Now, most: int = MOST_NAMES) -> None:
        self._keys = keys
        self._now = now
        self._most = most

    def begin(self, connection: Connection, user: str) -> None:
        """Count a try before its password is looked at; raises ``SignIn('password_wait')`` with the seconds left.

        After three free tries each doubles the wait, from one second up to an hour.
        """
        this = self._this(user)
        asked = select(SIGN_IN_TRY).where(this).with_for_update()
        known = connection.execute(asked).one_or_none()
        if known is None:
            alone(connection, "tries")
            known = connection.execute(asked).one_or_none()
        now = self._now()
        if known is None:
            self._make_room(connection)
            row = {"municipality": self._keys.municipality, "name": self._name(user)}
            connection.execute(insert(SIGN_IN_TRY).values(**row, failures=1, wait_until=now))
            return
        if known.wait_until > now:
            raise SignIn("password_wait", wait=-(-(known.wait_until - now) // SECOND))
        counted = {"failures": known.failures + 1, "wait_until": now + _wait(known.failures + 1)}
        connection.execute(update(SIGN_IN_TRY).where(this).values(counted))

    def forget(self, connection: Connection, user: str) -> None:
        """The password was right: the next wrong one is the first again."""
        connection.execute(delete(SIGN_IN_TRY).where(self._this(user)))

    def _make_room(self, connection: Connection) -> None:
        ours = SIGN_IN_TRY.c.municipality == self._keys.municipality
        many = connection.execute(select(func.count()).select_from(SIGN_IN_TRY).where(ours)).scalar_one()
        if many >= self._most:
            first = select(SIGN_IN_TRY.c.name).where(ours).order_by(SIGN_IN_TRY.c.wait_until).limit(1)
            name = connection.execute(first).scalar_one()
            connection.execute(delete(SIGN_IN_TRY).where(and_(ours, SIGN_IN_TRY.c.name == name)))

    def _this(self, user: str) -> ColumnElement[bool]:
        return and_(SIGN_IN_TRY.c.municipality == self._keys.municipality, SIGN_IN_TRY.c.name == self._name(user))

    def _name(self, user: str) -> bytes:
        return hmac.digest(self._keys.storage, b"sign-in try\0" + user.encode(), "sha256")


def _wait(failures: int) -> int:
    over = failures - FREE_FAILURES
    return min(SECOND << min(over, _LONGEST_SHIFT), LONGEST_WAIT) if over >= 0 else 0
