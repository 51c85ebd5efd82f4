"""How long what registers told is kept: the hash and the log stay, and who waits for what went hears that it did."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from clerk_app.central import feed, requests
from clerk_app.central.bell import Bell
from clerk_app.central.clock import DAY, HOUR, Now
from clerk_app.central.database import Database
from clerk_app.central.ezup import effects as ezup
from clerk_app.central.ezup.rules import rules_of
from clerk_app.central.ezup.tables import EZUP_QUERY
from clerk_app.domain.ezup_datasets import EzupRules

_MOST = 50
TOO_LONG, DESK_LOST = "kept_no_longer", "desk_lost"


class Keeping:
    """Lets the data of records go by time, looked at once an hour at most."""

    def __init__(self, database: Database, municipality: str, bell: Bell, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._bell = bell
        self._now = now
        self._next = 0

    def look(self) -> None:
        """Look, if it is time."""
        if self._now() >= self._next:
            self._next = self._now() + HOUR
            self.forget()

    def forget(self) -> int:
        """Drop what policy does not keep any longer, and what its desk is lost with; tells of how many queries."""
        with self._database.write() as connection:
            rules = rules_of(connection, self._municipality)
            if rules is None:
                return 0
            before = self._now() - rules.keep_payload_days * DAY
            with_case = self._told(and_(EZUP_QUERY.c.attached > 0, EZUP_QUERY.c.attached <= before))
            count = connection.execute(update(EZUP_QUERY).where(with_case).values(payload="")).rowcount
        while dropped := self._some(rules):
            count += dropped
        return count

    def _some(self, rules: EzupRules) -> int:
        """Some of those that nobody put with their cases; tells how many."""
        too_old = EZUP_QUERY.c.answered <= self._now() - rules.keep_unattached_days * DAY
        which = self._told(and_(EZUP_QUERY.c.attached == 0, or_(too_old, ezup.LOST)))
        with self._database.write() as connection:
            rows = connection.execute(select(EZUP_QUERY).where(which).limit(_MOST)).all()
            if rows:
                connection.execute(requests.held(or_(*map(ezup.case_of, rows)))).all()
            news, heard = self._drop(connection, [(row.desk, row.seq) for row in rows], which)
            feed.publish(connection, self._municipality, news)
        if heard:
            self._bell.ring(heard, work=False)
        return len(news)

    def _drop(
        self, connection: Connection, places: list[tuple[str, int]], which: ColumnElement[bool]
    ) -> tuple[list[feed.News], set[str]]:
        """Those that still are to go, now that their cases are locked."""
        news: list[feed.News] = []
        heard: set[str] = set()
        for desk, seq in places:
            this = ezup.this_query(self._municipality, desk, seq)
            lost = connection.execute(select(EZUP_QUERY.c.seq).where(this, ezup.LOST)).first() is not None
            values = {"payload": "", "reason": DESK_LOST if lost else TOO_LONG}
            gone = update(EZUP_QUERY).where(this, which).values(**values).returning(EZUP_QUERY)
            row = connection.execute(gone).one_or_none()
            if row is not None:
                request = connection.execute(requests.held(ezup.case_of(row))).one()
                news.append(ezup.dropped_news(connection, row, request, self._now()))
                heard |= {row.desk, row.case_desk}
        return news, heard

    def _told(self, which: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(EZUP_QUERY.c.municipality == self._municipality, EZUP_QUERY.c.payload != "", which)
