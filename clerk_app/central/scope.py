"""Which cases the desks of an office have: those that are open, and those that somebody touched of late (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, exists, or_, select, tuple_

from clerk_app.central import feed, requests
from clerk_app.central.casework import news_of
from clerk_app.central.clock import DAY, HOUR, Now
from clerk_app.central.database import Database
from clerk_app.central.schema import REQUEST, REQUEST_FIELD, STATUS_STEP
from clerk_app.domain.overlaps import Touch
from clerk_app.domain.requests import FINISHED

KEPT = 60 * DAY
"""How long a finished case stays with the desks of its office; policy."""
EVERY = HOUR
GONE = "#gone"
"""Noted of a case that the desks were told to forget."""
_MOST = 200


class Scope:
    """Tells desks to forget what was finished long ago, and tells them again of what is opened anew."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now
        self._next = 0

    def look(self) -> bool:
        """Look once an hour at most; tells whether there was anything to tell."""
        now = self._now()
        if now < self._next:
            return False
        self._next = now + EVERY
        told = count = self._some(now)
        while count:
            count = self._some(now)
        return bool(told)

    def _some(self, now: int) -> int:
        """A batch of either kind; tells how many they were."""
        asked = [and_(REQUEST.c.municipality == self._municipality, which) for which in _both(now)]
        with self._database.read() as connection:
            if not any(connection.execute(select(REQUEST.c.seq).where(one).limit(1)).first() for one in asked):
                return 0
        with self._database.write() as connection:
            leaving, returning = (_held(connection, one) for one in asked)
            news = [_leave(connection, request) for request in leaving]
            news += [_return(connection, request) for request in returning]
            feed.publish(connection, self._municipality, news)
        return len(news)


def _held(connection: Connection, which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """Some of these requests, locked; asked once more, for whoever held them before may have told of them meanwhile."""
    waited_for = connection.execute(requests.held(which).limit(_MOST)).all()
    names = [(request.municipality, request.desk, request.seq) for request in waited_for]
    same = tuple_(REQUEST.c.municipality, REQUEST.c.desk, REQUEST.c.seq).in_(names)
    return connection.execute(requests.held(and_(same, which))).all() if names else []


def _both(now: int) -> Sequence[ColumnElement[bool]]:
    """What is to leave the desks, and what is to come back to them."""
    same = [STATUS_STEP.c[name] == REQUEST.c[name] for name in ("municipality", "desk", "seq")]
    lately = exists().where(*same, STATUS_STEP.c.at > now - KEPT)
    marked = exists().where(
        *(REQUEST_FIELD.c[name] == REQUEST.c[name] for name in ("municipality", "desk", "seq")),
        REQUEST_FIELD.c.field == GONE,
    )
    over = and_(REQUEST.c.state.in_(FINISHED), ~lately, REQUEST.c.arrived < now - KEPT)
    shown = and_(REQUEST.c.serial.is_not(None), REQUEST.c.office != "")
    return and_(shown, over, ~marked), and_(shown, marked, or_(REQUEST.c.state.not_in(FINISHED), lately))


def _leave(connection: Connection, request: Row[Any]) -> feed.News:
    requests.touch(connection, request, GONE, Touch(request.version, ""))
    return news_of(request, "gone", request.version, {})


def _return(connection: Connection, request: Row[Any]) -> feed.News:
    mark = and_(
        REQUEST_FIELD.c.municipality == request.municipality,
        REQUEST_FIELD.c.desk == request.desk,
        REQUEST_FIELD.c.seq == request.seq,
        REQUEST_FIELD.c.field == GONE,
    )
    connection.execute(delete(REQUEST_FIELD).where(mark))
    return news_of(request, "entered", requests.change(connection, request), {})
