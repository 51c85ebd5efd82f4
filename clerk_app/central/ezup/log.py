"""The log of accesses: who asked which register for what, for a supervisor's eyes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, false, or_, select

from clerk_app.central.audit import note
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk
from clerk_app.central.ezup.tables import EZUP_QUERY, EZUP_READING
from clerk_app.central.grants import clerk_of
from clerk_app.central.schema import REQUEST
from clerk_app.contract.ezup import MOST_ROWS, LogAsked, LogPage, LogReading, LogRow
from clerk_app.domain.numbers import parse_unique

_SEARCHED = ("number", "user", "user_name", "dataset", "title", "key_shown", "procedure", "state")


class EzupLog:
    """Reads the log of accesses; that somebody read it is noted too."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    def page(self, desk: Desk, asked: LogAsked) -> LogPage:
        """Accesses of a time, newest first.

        Raises ``Refused`` (``desk_fenced``, ``grant_unknown``, ``grant_not_ours``, ``grant_expired``,
        ``not_permitted``).
        """
        with self._database.write() as connection:
            user = clerk_of(
                connection, self._municipality, desk, asked.grant, activity="read_ezup_log", now=self._now()
            )
            note(connection, self._municipality, "ezup_log_read", at=self._now(), desk=desk.code, user=user)
            return page_of(connection, self._municipality, _wanted(asked))


def _wanted(asked: LogAsked) -> ColumnElement[bool]:
    """Accesses of a time that the words stand in."""
    until = min(asked.until, asked.before) if asked.before else asked.until
    made, words = EZUP_QUERY.c.made, asked.text.strip()
    like = [EZUP_QUERY.c[name].icontains(words, autoescape=True) for name in _SEARCHED] if words else []
    return and_(made >= asked.since, made < until, *([or_(*like, _of_case(words))] if like else []))


def _of_case(words: str) -> ColumnElement[bool]:
    """The accesses in the case of a unique number, which the log itself does not name."""
    unique = parse_unique(words)
    if unique is None:
        return false()
    case = select(REQUEST.c.seq).where(
        REQUEST.c.municipality == EZUP_QUERY.c.municipality,
        REQUEST.c.serial == unique.serial,
        REQUEST.c.year == unique.year,
        REQUEST.c.desk == EZUP_QUERY.c.case_desk,
        REQUEST.c.seq == EZUP_QUERY.c.case_seq,
    )
    return case.exists()


def page_of(connection: Connection, municipality: str, which: ColumnElement[bool]) -> LogPage:
    """The newest accesses of a municipality, with who read what came of each."""
    mine = and_(EZUP_QUERY.c.municipality == municipality, which)
    order = (EZUP_QUERY.c.made.desc(), EZUP_QUERY.c.desk, EZUP_QUERY.c.seq.desc())
    rows = list(connection.execute(select(EZUP_QUERY).where(mine).order_by(*order).limit(MOST_ROWS + 1)))
    told = rows[:MOST_ROWS]
    readings = _readings(connection, municipality, told)
    found = tuple(_row(row, readings.get((row.desk, row.seq), ())) for row in told)
    return LogPage(rows=found, more=len(rows) > MOST_ROWS)


def _readings(
    connection: Connection, municipality: str, rows: list[Row[Any]]
) -> dict[tuple[str, int], tuple[LogReading, ...]]:
    """Who read the records of these queries, in the order in which they did."""
    these = and_(
        EZUP_READING.c.municipality == municipality,
        EZUP_READING.c.desk.in_({row.desk for row in rows}),
        EZUP_READING.c.query.in_({row.seq for row in rows}),
    )
    found: dict[tuple[str, int], tuple[LogReading, ...]] = {}
    order = (EZUP_READING.c.made, EZUP_READING.c.seq)
    for row in connection.execute(select(EZUP_READING).where(these).order_by(*order)):
        one = LogReading(made=row.made, user=row.user, user_name=row.user_name, how=row.how)
        found[row.desk, row.query] = (*found.get((row.desk, row.query), ()), one)
    return found


def _row(row: Row[Any], readings: tuple[LogReading, ...]) -> LogRow:
    return LogRow(
        made=row.made,
        desk=row.desk,
        seq=row.seq,
        user=row.user,
        user_name=row.user_name,
        grant=row.grant,
        number=row.number,
        procedure=row.procedure,
        rap=row.rap,
        dataset=row.dataset,
        title=row.title,
        key=row.key_shown,
        key_digest=row.key_digest,
        legal_basis=row.legal_basis,
        purpose=row.purpose,
        statement=row.statement,
        state=row.state,
        reason=row.reason,
        answered=row.answered,
        digest=row.digest,
        shown=row.shown,
        printed=row.printed,
        attached=row.attached,
        readings=readings,
    )
