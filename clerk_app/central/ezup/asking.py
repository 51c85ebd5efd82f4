"""Asking the registers: queries that wait go out one by one, each once; answers are committed and told.

No transaction is held while a register is asked. A query whose asker died is not asked again: nobody knows whether the
register was reached, and each look at a person counts. It ends without an answer, and a clerk may ask anew.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select, update
from sqlalchemy.exc import OperationalError

from clerk_app.central import alarms, feed, requests
from clerk_app.central.audit import note
from clerk_app.central.bell import Bell
from clerk_app.central.clock import DAY, HOUR, SECOND, Now, local
from clerk_app.central.database import Database
from clerk_app.central.ezup import effects as ezup
from clerk_app.central.ezup.denial import clerk_gone, denial
from clerk_app.central.ezup.rules import rules_of
from clerk_app.central.ezup.tables import EZUP_MIXUP, EZUP_OUTAGE, EZUP_QUERY
from clerk_app.central.population.lookups import Population
from clerk_app.central.registers.reply import Question, Reply
from clerk_app.central.registers.table import REGISTERS
from clerk_app.central.schema import ENTRY_BODY, REQUEST
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
    """A query that is on its way to its register, which takes ``delay`` seconds."""

    desk: str
    seq: int
    body: Asked
    delay: float
    answers: str = field(default="", repr=False)  # for whom the register answers, where it mixes people up


@dataclass(frozen=True, slots=True)
class _Answer:
    state: str
    reason: str = ""
    payload: RecordFields = field(default_factory=dict, repr=False)


class Asking:
    """Asks the registers of one municipality."""

    def __init__(self, database: Database, municipality: str, bell: Bell, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._population = Population(municipality)
        self._bell = bell
        self._now = now
        self._stopped = threading.Event()

    def stop(self) -> None:
        """No register is waited for any longer."""
        self._stopped.set()

    def take(self, most: int = _MOST) -> list[Going]:
        """Take up to ``most`` that wait, so that nobody else does; what may not be asked any more is denied."""
        self._give_up()
        with self._database.read() as connection:
            waiting = self._mine(EZUP_QUERY.c.state == ezup.WAITING)
            if connection.execute(select(EZUP_QUERY.c.seq).where(waiting).limit(1)).first() is None:
                return []
        going: list[Going] = []
        heard: set[str] = set()
        with self._database.write() as connection:
            news: list[feed.News] = []
            for row in self._held(connection, EZUP_QUERY.c.state == ezup.WAITING):
                if len(going) == most:
                    break
                one = self._tried(connection, row)
                if isinstance(one, Going):
                    going.append(one)
                else:
                    news.append(self._end(connection, row, one))
                    heard |= {row.desk, row.case_desk}
            feed.publish(connection, self._municipality, news)
        if heard:
            self._bell.ring(heard)
        return going

    def ask(self, going: Going) -> None:
        """Ask one register, and commit what it says; a person who was not asked for is told nobody."""
        answer = self._look(going)
        if answer is None or self._stopped.is_set():
            return
        with self._database.write() as connection:
            asked = ezup.query(connection, self._municipality, going.desk, going.seq)
            connection.execute(requests.held(ezup.case_of(asked)))
            row = ezup.query(connection, self._municipality, going.desk, going.seq)
            if row.state != ezup.ASKING:
                return
            reason = self._denied(connection, row, going.body, min(self._now(), going.body.valid_until))
            news = [self._end(connection, row, _Answer(ezup.DENIED, reason) if reason else answer)]
            if answer.reason == "wrong_person":
                news += self._alarm(connection, row)
            feed.publish(connection, self._municipality, news)
            heard = {row.desk, row.case_desk}
        self._bell.ring(heard)

    def _look(self, going: Going) -> _Answer | None:
        """What the register says, after as long as it takes; nothing if the query was given up meanwhile."""
        self._stopped.wait(going.delay)
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
            reply = REGISTERS[body.dataset](asked)
        return _judged(reply, body)

    def _tried(self, connection: Connection, row: Row[Any]) -> Going | _Answer:
        """Whether a query may be asked; one that cannot even be judged ends, and stands in nobody's way."""
        try:
            with connection.begin_nested():
                return self._go(connection, row)
        except OperationalError:  # the database's trouble, not the query's
            raise
        except Exception as error:  # noqa: BLE001 - whatever one desk wrote, the others are served
            told = {"desk": row.desk, "seq": row.seq, "error": type(error).__name__}
            event(_LOG, "central.ezup_not_judged", level=logging.ERROR, **told)
            return _Answer("source_unavailable", "interrupted")

    def _go(self, connection: Connection, row: Row[Any]) -> Going | _Answer:
        """Whether a query may still be asked, by the rules of this moment."""
        body, now = _body(connection, row), self._now()
        rules = rules_of(connection, self._municipality)
        if body is None or rules is None:
            return _Answer(ezup.DENIED, "case_closed")
        reason = self._denied(connection, row, body, now)
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
        return Going(row.desk, row.seq, body, rules.register_ms / 1000, answers)

    def _give_up(self) -> None:
        """End queries whose asker died; and let data go that policy does not keep any longer."""
        now = self._now()
        lost = and_(EZUP_QUERY.c.state == ezup.ASKING, EZUP_QUERY.c.asking_until < now)
        with self._database.read() as connection:
            if connection.execute(select(EZUP_QUERY.c.seq).where(self._mine(lost)).limit(1)).first() is None:
                return
        with self._database.write() as connection:
            rows = self._held(connection, lost)
            news = [self._end(connection, row, _Answer("source_unavailable", "interrupted")) for row in rows]
            feed.publish(connection, self._municipality, news)
        self._bell.ring({desk for row in rows for desk in (row.desk, row.case_desk)})

    def forget(self) -> int:
        """Drop what registers told once policy says so; tells of how many queries. The hash and the log stay."""
        with self._database.write() as connection:
            rules = rules_of(connection, self._municipality)
            if rules is None:
                return 0
            now = self._now()
            with_case = and_(EZUP_QUERY.c.attached > 0, EZUP_QUERY.c.attached <= now - rules.keep_payload_days * DAY)
            without = and_(EZUP_QUERY.c.attached == 0, EZUP_QUERY.c.answered <= now - rules.keep_unattached_days * DAY)
            told = self._mine(EZUP_QUERY.c.payload != "")
            dropped = update(EZUP_QUERY).where(told, with_case | without).values(payload="")
            return connection.execute(dropped).rowcount

    def _end(self, connection: Connection, row: Row[Any], answer: _Answer) -> feed.News:
        now = self._now()
        values = {
            "state": answer.state,
            "reason": answer.reason,
            "answered": now,
            "payload": canonical.encode(answer.payload).decode() if answer.payload else "",
            "digest": digest_of(answer.payload) if answer.payload else "",
        }
        this = ezup.this_query(self._municipality, row.desk, row.seq)
        connection.execute(update(EZUP_QUERY).where(this).values(**values))
        ended = ezup.query(connection, self._municipality, row.desk, row.seq)
        return ezup.answer_news(connection, ended, now)

    def _alarm(self, connection: Connection, row: Row[Any]) -> list[feed.News]:
        now = self._now()
        note(connection, self._municipality, "ezup_wrong_person", at=now, desk=row.desk, user=row.user)
        params = {"dataset": row.dataset, "seq": str(row.seq)}
        return alarms.raised(connection, self._municipality, row.desk, "ezup_wrong_person", at=now, params=params)

    def _denied(self, connection: Connection, row: Row[Any], body: Asked, now: int) -> str:
        """Why the answer may not be had, as a code: asked before the register is, and again when it has spoken."""
        request = connection.execute(select(REQUEST).where(ezup.case_of(row))).one()
        return clerk_gone(connection, self._municipality, row.user) or denial(connection, request, body, now)

    def _away(self, connection: Connection, rules: EzupRules, dataset: str, now: int) -> bool:
        """Whether a register is in one of its outages, of every week or of this time."""
        moment = local(now)
        told = f"{moment:%H:%M}"
        weekly = any(
            one.dataset == dataset and moment.weekday() in one.days and one.begins <= told < one.ends
            for one in rules.outages
        )
        this = and_(
            EZUP_OUTAGE.c.municipality == self._municipality,
            EZUP_OUTAGE.c.dataset == dataset,
            EZUP_OUTAGE.c.begins <= now,
            EZUP_OUTAGE.c.ends > now,
        )
        return weekly or connection.execute(select(EZUP_OUTAGE.c.ends).where(this)).first() is not None

    def _held(self, connection: Connection, which: ColumnElement[bool]) -> list[Row[Any]]:
        """Queries to be changed, each case locked before, in the order that everybody keeps to."""
        found = select(EZUP_QUERY).where(self._mine(which)).order_by(EZUP_QUERY.c.arrived).limit(_MOST)
        rows = connection.execute(found).all()
        cases = {(row.case_desk, row.case_seq): row for row in rows}
        for place in sorted(cases):
            connection.execute(requests.held(ezup.case_of(cases[place])))
        return [
            row
            for one in rows
            if (row := ezup.query(connection, self._municipality, one.desk, one.seq)).state == one.state
        ]

    def _mine(self, which: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(EZUP_QUERY.c.municipality == self._municipality, which)


class Forgetting:
    """Lets the data of records go by time, looked at once an hour at most."""

    def __init__(self, asking: Asking, now: Now) -> None:
        self._asking = asking
        self._now = now
        self._next = 0

    def look(self) -> None:
        """Look, if it is time."""
        if self._now() >= self._next:
            self._next = self._now() + HOUR
            self._asking.forget()


def _body(connection: Connection, row: Row[Any]) -> Asked | None:
    """What was asked; nothing once it is erased."""
    this = and_(
        ENTRY_BODY.c.municipality == row.municipality,
        ENTRY_BODY.c.desk == row.desk,
        ENTRY_BODY.c.seq == row.seq,
    )
    raw = connection.execute(select(ENTRY_BODY.c.body).where(this)).scalar()
    return canonical.decode(raw, Asked) if raw is not None else None


def _judged(reply: Reply | None, body: Asked) -> _Answer:
    if reply is None:
        return _Answer("not_found")
    if reply.identity != body.key:
        return _Answer("source_unavailable", "wrong_person")
    return _Answer(ezup.DONE, payload=dict(reply.fields))
