"""Inboxes: which citizens have one, what they agreed to, and who asked.

Who had an inbox when the population was made follows from the citizen alone; what changed since is in the table.
"""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import Connection, Table, and_, func, insert, select, update

from clerk_app.central.clock import Now, local
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk
from clerk_app.central.grants import clerk_of
from clerk_app.central.inbox.tables import INBOX, INBOX_CONSENT, INBOX_LOOK
from clerk_app.central.population.lookups import Population
from clerk_app.central.population.values import Citizen
from clerk_app.central.postgresql import alone
from clerk_app.contract.inbox import InboxAnswer, InboxLookup
from clerk_app.domain.delivery_bodies import ConsentGiven

_ADULT = 18
_OUT_OF_TEN = 4
"""Of ten grown-up citizens with an e-mail address so many have an inbox; invented."""


class Inbox:
    """The inboxes of one municipality's citizens."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    def look_up(self, desk: Desk, asked: InboxLookup) -> InboxAnswer:
        """Whether the citizen with this number has an inbox, and agreed to it; who asked is kept.

        Raises ``Refused`` where the clerk's grant does not cover it.
        """
        with self._database.write() as connection:
            user = clerk_of(connection, self._municipality, desk, asked.grant, activity="receive", now=self._now())
            number = asked.id_number
            row: dict[str, object] = {"desk": desk.code, "user": user, "at": self._now()}
            _note(connection, INBOX_LOOK, self._municipality, number, row)
            said = consented(connection, self._municipality, number)
            has = has_inbox(connection, self._municipality, number, local(self._now()).date())
            return InboxAnswer(has_inbox=has, consent=bool(said and said[0]), consent_on=said[1] if said else "")

    def set_open(self, number: str, *, is_open: bool, bounces: bool = False) -> None:
        """The citizen has opened an inbox, or closed it; notices may come back from a dead e-mail address."""
        this = and_(INBOX.c.municipality == self._municipality, INBOX.c.person == number)
        values = {"open": is_open, "bounces": bounces, "at": self._now()}
        with self._database.write() as connection:
            alone(connection, "inbox")
            if connection.execute(update(INBOX).where(this).values(values)).rowcount == 0:
                connection.execute(insert(INBOX).values(municipality=self._municipality, person=number, **values))


def has_inbox(connection: Connection, municipality: str, number: str, today: date) -> bool:
    """Whether somebody has an inbox now."""
    asked = and_(INBOX.c.municipality == municipality, INBOX.c.person == number)
    row = connection.execute(select(INBOX.c.open).where(asked)).one_or_none()
    if row is not None:
        return bool(row.open)
    citizen = Population(municipality).citizen(connection, number) if number else None
    return citizen is not None and _from_the_beginning(citizen, today)


def bounces(connection: Connection, municipality: str, number: str) -> bool:
    """Whether notices to this inbox come back."""
    asked = and_(INBOX.c.municipality == municipality, INBOX.c.person == number)
    return bool(connection.execute(select(INBOX.c.bounces).where(asked)).scalar())


def consented(connection: Connection, municipality: str, number: str) -> tuple[bool, str] | None:
    """Whether and when (ISO) somebody last agreed to electronic delivery; nothing where nobody ever asked.

    The last is the one of the latest day, not the one that arrived last: what a line held up takes nothing back.
    """
    asked = and_(INBOX_CONSENT.c.municipality == municipality, INBOX_CONSENT.c.person == number)
    said = INBOX_CONSENT.c
    newest = select(INBOX_CONSENT).where(asked).order_by(said.given_on.desc(), said.at.desc(), said.ordinal.desc())
    row = connection.execute(newest.limit(1)).one_or_none()
    return (row.given, row.given_on) if row is not None else None


def agrees(connection: Connection, municipality: str, number: str, *, online: bool) -> bool:
    """Whether somebody agrees to electronic delivery; who filed ``online`` does until they say otherwise."""
    said = consented(connection, municipality, number)
    return said[0] if said is not None else online


def keep_consent(connection: Connection, whose: tuple[str, str], body: ConsentGiven, desk: str, at: int) -> None:
    """Write down what somebody (municipality and number) agreed to, in the transaction that accepts the entry."""
    row: dict[str, object] = {"given": body.given, "how": body.how, "given_on": body.on, "desk": desk, "at": at}
    _note(connection, INBOX_CONSENT, *whose, row)


def _from_the_beginning(citizen: Citizen, today: date) -> bool:
    """The same citizen always gets the same answer."""
    if not citizen.email or citizen.died_on or not citizen.birth_date:
        return False
    if today.year - int(citizen.birth_date[:4]) < _ADULT:
        return False
    return hashlib.sha256(f"inbox {citizen.id_number}".encode()).digest()[0] % 10 < _OUT_OF_TEN


def _note(connection: Connection, table: Table, municipality: str, number: str, row: dict[str, object]) -> None:
    """One more row about a person."""
    alone(connection, "inbox")
    ours = and_(table.c.municipality == municipality, table.c.person == number)
    last = connection.execute(select(func.max(table.c.ordinal)).where(ours)).scalar() or 0
    connection.execute(insert(table).values(municipality=municipality, person=number, ordinal=last + 1, **row))
