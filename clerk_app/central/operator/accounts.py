"""Operators: who may see and steer the fleet, their passwords and roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select, update

from clerk_app.central import audit
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.keys import CentreKeys
from clerk_app.central.operator.tables import OPERATOR, OPERATOR_SESSION
from clerk_app.central.postgresql import alone
from clerk_app.central.signins import HASHER, NOBODY, matches
from clerk_app.central.tries import Tries
from clerk_app.domain.errors import Invalid, Refused, SignIn

type Role = Literal["viewer", "operator", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role.__value__)
"""Each may do what the one before it may."""
LONGEST_NAME = 60
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 1024
_TRIED = "operator\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One operator; ``made`` is microseconds UTC, ``ended`` that nobody signs in by it any more."""

    name: str
    role: Role
    made: int
    ended: bool


class Accounts:
    """The operators of one municipality's centre."""

    def __init__(self, database: Database, keys: CentreKeys, now: Now) -> None:
        self._database = database
        self._municipality = keys.municipality
        self._now = now
        self._tries = Tries(keys, now)

    def add(self, name: str, password: str, role: str, *, actor: str = "") -> None:
        """A new operator, or a new password and role for one that is there, whose sessions end with it.

        Raises ``Invalid`` (``operator_name``, ``operator_role``, ``password_short``) and ``Refused`` as ``set_role``.
        """
        if not name or not name.isprintable() or len(name) > LONGEST_NAME or name != name.strip():
            raise Invalid("operator_name", field="name")
        chosen, hashed = _role(role), _hashed(password)
        with self._database.write() as connection:
            alone(connection, "operators")
            if self._row(connection, name) is None:
                row = {"municipality": self._municipality, "name": name, "made": self._now()}
                connection.execute(insert(OPERATOR).values(**row, role=chosen, password=hashed))
            else:
                changed = update(OPERATOR).where(self._this(name)).values(role=chosen, password=hashed, ended=False)
                connection.execute(changed)
                self._keep_one(connection)
                self._end_sessions(connection, name)
            self._note(connection, "operator_made", actor, f"{name} ({chosen})")

    def set_role(self, name: str, role: str, *, actor: str) -> None:
        """Another role; raises ``Refused`` (``operator_unknown``, ``last_administrator``)."""
        self._change(name, {"role": _role(role)}, "operator_role", actor, f"{name} ({role})")

    def end(self, name: str, *, actor: str) -> None:
        """Nobody signs in under this name any more; raises as ``set_role``."""
        self._change(name, {"ended": True}, "operator_ended", actor, name)

    def change_password(self, name: str, before: str, password: str) -> None:
        """A new password by whoever knows the old one; every session under the name ends.

        Raises ``SignIn`` as ``check`` does, and ``Invalid('password_short')``.
        """
        hashed = _hashed(password)
        self.check(name, before)
        with self._database.write() as connection:
            connection.execute(update(OPERATOR).where(self._this(name)).values(password=hashed))
            self._end_sessions(connection, name)
            self._note(connection, "operator_password", name, name)

    def check(self, name: str, password: str) -> Account:
        """Who this is; raises ``SignIn`` (``operator_password_wrong``, ``password_wait``).

        The try is counted before the password is looked at, and names of nobody wait and take as long.
        """
        with self._database.write() as connection:
            self._tries.begin(connection, _TRIED + name)
            row = self._row(connection, name)
            known = row if row is not None and not row.ended else None
            if known is not None:
                self._note(connection, "operator_tried", known.name, "")
        if not matches(known.password if known is not None else NOBODY, password) or known is None:
            raise SignIn("operator_password_wrong")
        with self._database.write() as connection:
            self._tries.forget(connection, _TRIED + name)
        return _account(known)

    def of(self, name: str) -> Account | None:
        """An operator who may still sign in."""
        with self._database.read() as connection:
            row = self._row(connection, name)
        return _account(row) if row is not None and not row.ended else None

    def all(self) -> tuple[Account, ...]:
        """Everybody, by name; those who ended last."""
        asked = select(OPERATOR).where(OPERATOR.c.municipality == self._municipality)
        with self._database.read() as connection:
            return tuple(map(_account, connection.execute(asked.order_by(OPERATOR.c.ended, OPERATOR.c.name))))

    def _change(self, name: str, values: dict[str, object], what: audit.Act, actor: str, target: str) -> None:
        with self._database.write() as connection:
            alone(connection, "operators")
            if self._row(connection, name) is None:
                raise Refused("operator_unknown")
            connection.execute(update(OPERATOR).where(self._this(name)).values(values))
            self._keep_one(connection)
            if values.get("ended"):
                self._end_sessions(connection, name)
            self._note(connection, what, actor, target)

    def _keep_one(self, connection: Connection) -> None:
        """Somebody must be left who can make others."""
        able = and_(
            OPERATOR.c.municipality == self._municipality, OPERATOR.c.role == ROLES[-1], OPERATOR.c.ended.is_(False)
        )
        if not connection.execute(select(func.count()).select_from(OPERATOR).where(able)).scalar_one():
            raise Refused("last_administrator")

    def _end_sessions(self, connection: Connection, name: str) -> None:
        theirs = and_(OPERATOR_SESSION.c.municipality == self._municipality, OPERATOR_SESSION.c.operator == name)
        connection.execute(delete(OPERATOR_SESSION).where(theirs))

    def _note(self, connection: Connection, what: audit.Act, actor: str, target: str) -> None:
        audit.note(connection, self._municipality, what, at=self._now(), actor=actor, target=target)

    def _row(self, connection: Connection, name: str) -> Row[Any] | None:
        if not name.isprintable():
            return None
        return connection.execute(select(OPERATOR).where(self._this(name))).one_or_none()

    def _this(self, name: str) -> ColumnElement[bool]:
        return and_(OPERATOR.c.municipality == self._municipality, OPERATOR.c.name == name)


def _account(row: Row[Any]) -> Account:
    return Account(name=row.name, role=row.role, made=row.made, ended=row.ended)


def _role(role: str) -> Role:
    for one in ROLES:
        if one == role:
            return one
    raise Invalid("operator_role", field="role")


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Invalid("password_short", field="password", shortest=SHORTEST_PASSWORD)
    return HASHER.hash(password)
