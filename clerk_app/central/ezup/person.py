"""The log of accesses by one person, for that person's own report; the number stands in the log as a keyed digest."""

from __future__ import annotations

from sqlalchemy import Connection, and_, select

from clerk_app.central.audit import note
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk
from clerk_app.central.ezup.denial import key_digest
from clerk_app.central.ezup.log import page_of
from clerk_app.central.ezup.rules import rules_of
from clerk_app.central.ezup.tables import EZUP_QUERY
from clerk_app.central.grants import clerk_of
from clerk_app.central.ledger import received_of
from clerk_app.central.schema import REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.ezup import LogPage, PersonAsked
from clerk_app.domain.bodies import FormValues
from clerk_app.domain.errors import Refused
from clerk_app.domain.ezup import named_values
from clerk_app.domain.requests import FINISHED


class PersonLog:
    """Reads what was asked by a person's number; that somebody read it is noted too."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    def page(self, desk: Desk, asked: PersonAsked) -> LogPage:
        """Accesses by one number, newest first, whoever asked and in whatever case.

        Raises ``Refused`` (``person_not_in_case``; ``desk_fenced``, ``grant_unknown``, ``grant_not_ours``,
        ``grant_expired``, ``not_permitted``).
        """
        with self._database.write() as connection:
            user = self._user(connection, desk, asked)
            note(connection, self._municipality, "ezup_person_read", at=self._now(), desk=desk.code, user=user)
            rules = rules_of(connection, self._municipality)
            codes = [one.code for one in rules.datasets] if rules is not None else []
            digests = [key_digest(connection, self._municipality, code, asked.number) for code in codes]
            before = EZUP_QUERY.c.made < asked.before if asked.before else EZUP_QUERY.c.made >= 0
            return page_of(connection, self._municipality, and_(EZUP_QUERY.c.key_digest.in_(digests), before))

    def _user(self, connection: Connection, desk: Desk, asked: PersonAsked) -> str:
        """Whoever may read the log; else whoever may ask registers, about a person in an open case of their office."""
        try:
            return clerk_of(
                connection, self._municipality, desk, asked.grant, activity="read_ezup_log", now=self._now()
            )
        except Refused as refusal:
            if refusal.code != "not_permitted":
                raise
        user = clerk_of(connection, self._municipality, desk, asked.grant, activity="query_registers", now=self._now())
        if not any(self._names(connection, desk, subject, asked.number) for subject in asked.cases):
            raise Refused("person_not_in_case")
        return user

    def _names(self, connection: Connection, desk: Desk, subject: bytes, number: str) -> bool:
        """Whether a case of the office is open, and names the number."""
        this = and_(REQUEST.c.municipality == self._municipality, REQUEST.c.subject == subject)
        request = connection.execute(select(REQUEST).where(this, REQUEST.c.office == desk.office)).one_or_none()
        if request is None or request.state in FINISHED:
            return False
        received = received_of(connection, request)
        form = canonical.decode(request.form.encode(), FormValues)
        return received is not None and bool(number) and number in named_values(received, form)
