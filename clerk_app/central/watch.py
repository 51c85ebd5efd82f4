"""What changes only because time goes by: gaps in a chain that have stood too long."""

from __future__ import annotations

from sqlalchemy import and_, select

from clerk_app.central import alarms, chain, feed
from clerk_app.central.bell import Bell
from clerk_app.central.clock import SECOND, Now
from clerk_app.central.database import Database
from clerk_app.central.schema import DESK

EVERY = 60 * SECOND


class Watch:
    """Looks once a minute at most."""

    def __init__(self, database: Database, municipality: str, bell: Bell, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._bell = bell
        self._now = now
        self._next = 0

    def look(self) -> None:
        """Raise an alarm for every desk whose chain has had a gap for 24 h."""
        now = self._now()
        if now < self._next:
            return
        self._next = now + EVERY
        old = and_(DESK.c.municipality == self._municipality, DESK.c.gap_since < now - chain.LONGEST_GAP)
        with self._database.read() as connection:
            gaps = connection.execute(select(DESK.c.code, DESK.c.chain_ok_to).where(old)).all()
        if not gaps:
            return
        with self._database.write() as connection:
            news = []
            for desk in gaps:
                params = {"seq": str(desk.chain_ok_to + 1)}
                news += alarms.raised(connection, self._municipality, desk.code, "chain_gap", at=now, params=params)
            feed.publish(connection, self._municipality, news)
        self._bell.ring([desk.code for desk in gaps])
