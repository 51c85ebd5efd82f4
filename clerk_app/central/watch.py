"""What is looked at because time goes by: gaps in a chain that stood too long, and what a killed centre left over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import and_, select

from clerk_app.central import alarms, chain, feed
from clerk_app.central.bell import Bell
from clerk_app.central.clock import SECOND, Now
from clerk_app.central.database import Database
from clerk_app.central.schema import DESK

EVERY = 60 * SECOND


class Watch:
    """Looks once a minute at most; ``settle`` goes on where whoever was killed had stopped, and names the desks."""

    def __init__(
        self, database: Database, municipality: str, bell: Bell, now: Now, settle: Callable[[], Sequence[str]]
    ) -> None:
        self._database = database
        self._municipality = municipality
        self._bell = bell
        self._now = now
        self._settle = settle
        self._next = 0

    def look(self) -> None:
        """Settle, and raise an alarm for every desk whose chain has had a gap for 24 h."""
        now = self._now()
        if now < self._next:
            return
        self._next = now + EVERY
        if settled := self._settle():
            self._bell.ring(settled)
        old = and_(DESK.c.municipality == self._municipality, DESK.c.gap_since < now - chain.LONGEST_GAP)
        with self._database.read() as connection:
            gaps = connection.execute(select(DESK.c.code).where(old)).all()
        if not gaps:
            return
        with self._database.write() as connection:
            news = []
            for desk in connection.execute(select(DESK).where(old).order_by(DESK.c.code).with_for_update()).all():
                params = {"seq": str(desk.chain_ok_to + 1)}
                news += alarms.raised(connection, self._municipality, desk.code, "chain_gap", at=now, params=params)
            feed.publish(connection, self._municipality, news)
        self._bell.ring([desk.code for desk in gaps])
