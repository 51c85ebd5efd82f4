"""``POST /v1/ezup/log``: who asked which register for what, for a supervisor's eyes; sealed to the desk that asks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central.audit import note
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.desks import Desk, Desks
from clerk_app.central.doors import body_of, desk_of
from clerk_app.central.ezup_tables import EZUP_QUERY, EZUP_READING
from clerk_app.central.grants import clerk_of
from clerk_app.central.keys import CentreKeys
from clerk_app.contract import canonical
from clerk_app.contract.ezup import EZUP_LOG, MOST_ROWS, LogAsked, LogPage, LogReading, LogRow, LogSealed, seal_log

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
            rows = self._rows(connection, asked)
            return self._page(connection, rows)

    def _page(self, connection: Connection, rows: list[Row[Any]]) -> LogPage:
        told = rows[:MOST_ROWS]
        readings = self._readings(connection, told)
        return LogPage(
            rows=tuple(_row(row, readings.get((row.desk, row.seq), ())) for row in told), more=len(rows) > MOST_ROWS
        )

    def _readings(self, connection: Connection, rows: list[Row[Any]]) -> dict[tuple[str, int], tuple[LogReading, ...]]:
        """Who read the records of these queries, in the order in which they did."""
        these = and_(
            EZUP_READING.c.municipality == self._municipality,
            EZUP_READING.c.desk.in_({row.desk for row in rows}),
            EZUP_READING.c.query.in_({row.seq for row in rows}),
        )
        found: dict[tuple[str, int], tuple[LogReading, ...]] = {}
        order = (EZUP_READING.c.made, EZUP_READING.c.seq)
        for row in connection.execute(select(EZUP_READING).where(these).order_by(*order)):
            one = LogReading(made=row.made, user=row.user, user_name=row.user_name, how=row.how)
            found[row.desk, row.query] = (*found.get((row.desk, row.query), ()), one)
        return found

    def _rows(self, connection: Connection, asked: LogAsked) -> list[Row[Any]]:
        until = min(asked.until, asked.before) if asked.before else asked.until
        made = EZUP_QUERY.c.made
        mine = and_(EZUP_QUERY.c.municipality == self._municipality, made >= asked.since, made < until)
        order = (made.desc(), EZUP_QUERY.c.desk, EZUP_QUERY.c.seq.desc())
        found = select(EZUP_QUERY).where(mine)
        if asked.text.strip():
            like = [EZUP_QUERY.c[name].icontains(asked.text.strip(), autoescape=True) for name in _SEARCHED]
            found = found.where(or_(*like))
        return list(connection.execute(found.order_by(*order).limit(MOST_ROWS + 1)))


class EzupLogDoor:
    """The endpoint."""

    def __init__(self, database: Database, keys: CentreKeys, desks: Desks, now: Now) -> None:
        self._desks = desks
        self._log = EzupLog(database, keys.municipality, now)

    def routes(self) -> list[Route]:
        """Where it is reached."""
        return [Route(EZUP_LOG, self.read, methods=["POST"])]

    async def read(self, request: Request) -> Response:
        """``POST /v1/ezup/log``."""
        desk = await desk_of(request, self._desks)
        asked = await body_of(request, LogAsked)
        answer = await run_in_threadpool(self._sealed, desk, asked)
        return Response(canonical.encode(answer), media_type="application/json", headers={"Cache-Control": "no-store"})

    def _sealed(self, desk: Desk, asked: LogAsked) -> LogSealed:
        return seal_log(self._log.page(desk, asked), desk.seal_public)


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
