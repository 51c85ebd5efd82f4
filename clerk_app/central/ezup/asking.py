"""Asking the registers: queries that wait go out one by one, each once; answers are committed and told.

No transaction is held while a register is asked. A query whose asker died is not asked again: nobody knows whether the
register was reached, and each look at a person counts. It ends without an answer, and a clerk may ask anew.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, update
from sqlalchemy.exc import OperationalError

from clerk_app.central import alarms, feed, requests
from clerk_app.central.audit import note
from clerk_app.central.bell import Bell
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import SECOND, Now, local
from clerk_app.central.database import Database
from clerk_app.central.ezup import effects as ezup
from clerk_app.central.ezup.denial import asker_gone, denial
from clerk_app.central.ezup.rules import rules_of
from clerk_app.central.ezup.tables import EZUP_MIXUP, EZUP_OUTAGE, EZUP_QUERY
from clerk_app.central.ledger import body_of
from clerk_app.central.population.lookups import Population
from clerk_app.central.registers.reply import Question, readable
from clerk_app.central.registers.table import REGISTERS
from clerk_app.contract import canonical
from clerk_app.domain.ezup_bodies import Asked, RecordFields
from clerk_app.domain.ezup_datasets import EzupRules, digest_of
from clerk_app.log import event

LEASE = 30 * SECOND
"""How long a register may take; after that whoever asked is thought dead."""
_MOST = 50
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Going:
    """A query about ``case`` that is on its way to its register, judged by ``rules``."""

    desk: str
    seq: int
    case: ColumnElement[bool]
    body: Asked
    rules: EzupRules = field(repr=False)
    answers: str = field(default="", repr=False)  # for whom the register answers, where it mixes people up


@dataclass(frozen=True, slots=True)
class _Answer:
    state: str
    reason: str = ""
    payload: RecordFields = field(default_factory=dict, repr=False)


_LOST = _Answer("source_unavailable", "interrupted")
_UNREADABLE = _Answer("source_unavailable", "answer_unreadable")


class Asking:
    """Asks the registers of one municipality."""

    def __init__(self, database: Database, municipality: str, bell: Bell, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._population = Population(municipality)
        self._services = Catalogue(municipality)
        self._bell = bell
        self._now = now
        self._stopped = threading.Event()

    def stop(self) -> None:
        """No register is waited for any longer."""
        self._stopped.set()

    def take(self, most: int = _MOST) -> list[Going]:
        """Take up to ``most`` that wait, so that nobody else does; what may not be asked any more is denied.

        Those whose asker died end here too. Looked for in one reading: most of the time there is nothing.
        """
        lost = and_(EZUP_QUERY.c.state == ezup.ASKING, EZUP_QUERY.c.asking_until < self._now())
        found = select(EZUP_QUERY).where(self._mine(or_(EZUP_QUERY.c.state == ezup.WAITING, lost)))
        with self._database.read() as connection:
            rows = connection.execute(found.order_by(EZUP_QUERY.c.arrived).limit(_MOST)).all()
        if not rows or not any(most or row.state == ezup.ASKING for row in rows):
            return []
        with self._database.write() as connection:
            going, news, heard = self._turn(connection, rows, most)
            feed.publish(connection, self._municipality, news)
        if heard:
            self._bell.ring(heard, work=False)
        return going

    def ask(self, going: Going) -> None:
        """Ask one register, and commit what it says; a person who was not asked for is told nobody."""
        answer = self._look(going)
        if answer is None or self._stopped.is_set():
            return
        with self._database.write() as connection:
            request = connection.execute(requests.held(going.case)).one()
            row = ezup.query(connection, self._municipality, going.desk, going.seq)
            if row.state != ezup.ASKING:
                return
            until = min(self._now(), going.body.valid_until)  # what lapsed while it was asked was asked in time
            reason = asker_gone(connection, row) or self._denial(connection, request, going.body, going.rules, until)
            news = [self._end(connection, row, request, _Answer(ezup.DENIED, reason) if reason else answer)]
            if answer.reason == "wrong_person":
                news += self._alarm(connection, row)
            feed.publish(connection, self._municipality, news)
            heard = {row.desk, row.case_desk}
        self._bell.ring(heard, work=False)

    def _look(self, going: Going) -> _Answer | None:
        """What the register says, after as long as it takes; nothing if the query was given up meanwhile."""
        began = time.monotonic()
        body = going.body
        with self._database.read() as connection:
            row = ezup.query(connection, self._municipality, going.desk, going.seq)
            if self._stopped.is_set() or row.state != ezup.ASKING or row.asking_until < self._now():
                return None
            asked = Question(
                connection=connection,
                population=self._population,
                kind=body.key_kind,
                key=going.answers or body.key,
                today=local(self._now()).date(),
            )
            answer = _heard(asked, body, going.rules)
        self._stopped.wait(max(0.0, going.rules.register_ms / 1000 - (time.monotonic() - began)))
        return answer

    def _turn(
        self, connection: Connection, rows: Sequence[Row[Any]], most: int
    ) -> tuple[list[Going], list[feed.News], set[str]]:
        """Of queries that wait or are lost: those that are asked now, what is told of the others, and who hears it.

        Their cases are locked before, together, in the order that everybody keeps to.
        """
        going: list[Going] = []
        news: list[feed.News] = []
        heard: set[str] = set()
        cases = {(one.desk, one.seq): one for one in connection.execute(requests.held(or_(*map(ezup.case_of, rows))))}
        for before in rows:
            row = ezup.query(connection, self._municipality, before.desk, before.seq)
            if row.state != before.state or (row.state == ezup.WAITING and len(going) == most):
                continue
            request = cases[row.case_desk, row.case_seq]
            one = _LOST if row.state == ezup.ASKING else self._tried(connection, row, request)
            if isinstance(one, Going):
                going.append(one)
            else:
                news.append(self._end(connection, row, requests.reread(connection, request), one))
                heard |= {row.desk, row.case_desk}
        return going, news, heard

    def _tried(self, connection: Connection, row: Row[Any], request: Row[Any]) -> Going | _Answer:
        """Whether a query may be asked; one that cannot even be judged ends, and stands in nobody's way."""
        try:
            with connection.begin_nested():
                return self._go(connection, row, request)
        except OperationalError:  # the database's trouble, not the query's
            raise
        except Exception as error:  # noqa: BLE001 - whatever one desk wrote, the others are served
            told = {"desk": row.desk, "seq": row.seq, "error": type(error).__name__}
            event(_LOG, "central.ezup_not_judged", level=logging.ERROR, **told)
            return _LOST

    def _go(self, connection: Connection, row: Row[Any], request: Row[Any]) -> Going | _Answer:
        """Whether a query may still be asked, by the rules of this moment."""
        body, now = _body(connection, row), self._now()
        rules = rules_of(connection, self._municipality)
        if body is None or rules is None:
            return _Answer(ezup.DENIED, "case_closed")
        reason = asker_gone(connection, row) or self._denial(connection, request, body, rules, now)
        if reason:
            return _Answer(ezup.DENIED, reason)
        if self._away(connection, rules, row.dataset, now):
            return _Answer("source_unavailable", "outage")
        this = ezup.this_query(self._municipality, row.desk, row.seq)
        values = {"state": ezup.ASKING, "asking_until": now + LEASE}
        connection.execute(update(EZUP_QUERY).where(this).values(**values))
        mixed = and_(
            EZUP_MIXUP.c.municipality == self._municipality,
            EZUP_MIXUP.c.dataset == row.dataset,
            EZUP_MIXUP.c.key == body.key,
        )
        answers = connection.execute(select(EZUP_MIXUP.c.answers).where(mixed)).scalar() or ""
        return Going(row.desk, row.seq, ezup.case_of(row), body, rules, answers)

    def _end(self, connection: Connection, row: Row[Any], request: Row[Any], answer: _Answer) -> feed.News:
        now = self._now()
        values = {
            "state": answer.state,
            "reason": answer.reason,
            "answered": now,
            "payload": canonical.encode(answer.payload).decode() if answer.payload else "",
            "digest": digest_of(answer.payload) if answer.payload else "",
        }
        this = ezup.this_query(self._municipality, row.desk, row.seq)
        ended = connection.execute(update(EZUP_QUERY).where(this).values(**values).returning(EZUP_QUERY)).one()
        return ezup.answer_news(connection, ended, request, now)

    def _alarm(self, connection: Connection, row: Row[Any]) -> list[feed.News]:
        now = self._now()
        note(connection, self._municipality, "ezup_wrong_person", at=now, desk=row.desk, user=row.user)
        params = {"dataset": row.dataset, "seq": str(row.seq)}
        return alarms.raised(connection, self._municipality, row.desk, "ezup_wrong_person", at=now, params=params)

    def _denial(self, connection: Connection, request: Row[Any], body: Asked, rules: EzupRules, now: int) -> str:
        return denial(connection, request, body, rules, now, services=self._services)

    def _away(self, connection: Connection, rules: EzupRules, dataset: str, now: int) -> bool:
        """Whether a register is in one of its outages, of every week or of this time."""
        moment = local(now)
        weekly = any(one.dataset == dataset and one.covers(moment) for one in rules.outages)
        this = and_(
            EZUP_OUTAGE.c.municipality == self._municipality,
            EZUP_OUTAGE.c.dataset == dataset,
            EZUP_OUTAGE.c.begins <= now,
            EZUP_OUTAGE.c.ends > now,
        )
        return weekly or connection.execute(select(EZUP_OUTAGE.c.ends).where(this)).first() is not None

    def _mine(self, which: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(EZUP_QUERY.c.municipality == self._municipality, which)


def _body(connection: Connection, row: Row[Any]) -> Asked | None:
    """What was asked; nothing once it is erased."""
    raw = body_of(connection, row)
    return canonical.decode(raw, Asked) if raw is not None else None


def _heard(question: Question, body: Asked, rules: EzupRules) -> _Answer:
    """What a register says; an answer of another shape than its record's is none, and only that is noted of it."""
    dataset = rules.dataset(body.dataset)
    if dataset is None:
        return _UNREADABLE
    try:
        reply = REGISTERS[body.dataset](question)
        if reply is None:
            return _Answer("not_found")
        if "".join(reply.identity.split()) != "".join(body.key.split()):
            return _Answer("source_unavailable", "wrong_person")
        return _Answer(ezup.DONE, payload=readable(reply, dataset))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        event(_LOG, "central.ezup_unreadable", level=logging.ERROR, dataset=body.dataset, error=type(error).__name__)
        return _UNREADABLE
