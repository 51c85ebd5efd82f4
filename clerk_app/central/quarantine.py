"""Revocation of a desk in two steps: *stop*, after which what it sends waits for an operator, then *wipe*."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, update

from clerk_app.central import audit, feed, ledger
from clerk_app.central.bell import Bell
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.fences import Fence
from clerk_app.central.judging import QUARANTINE, Judge, result_news
from clerk_app.central.keys import CentreKeys
from clerk_app.central.relay import office_keys
from clerk_app.central.schema import DESK, ENTRY
from clerk_app.contract.answers import Order
from clerk_app.domain.errors import Refused

type Step = Literal["works", "stopped", "wiping", "wiped"]
AT_ONCE = 200
"""Entries that one transaction admits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One entry in quarantine, without what is in it; times are microseconds UTC."""

    seq: int
    kind: str
    at: int
    arrived: int


class Quarantine:
    """What operators do to a desk that was lost, stolen or given away."""

    def __init__(self, database: Database, keys: CentreKeys, catalogue: Catalogue, bell: Bell, now: Now) -> None:
        self._database = database
        self._keys = keys
        self._municipality = keys.municipality
        self._catalogue = catalogue
        self._bell = bell
        self._now = now

    def stop(self, desk: str, actor: str) -> None:
        """What the desk sends is kept apart from now on, it hears nothing of any case, and its office has a new key."""
        with self._database.write() as connection:
            row = self._row(connection, desk)
            if row.stopped is None:
                self._set(connection, desk, stopped=self._now())
                office_keys.rotate(connection, self._keys, row.office, self._now())
                self._note(connection, "desk_stopped", desk, actor)
        self._bell.ring([desk])

    def resume(self, desk: str, actor: str) -> None:
        """It was a mistake; what is in quarantine stays there.

        Raises ``Refused`` (``desk_wiping``, ``desk_not_stopped``).
        """
        with self._database.write() as connection:
            row = self._row(connection, desk)
            _check_stopped(row)
            if row.wipe_asked is not None:
                raise Refused("desk_wiping")
            self._set(connection, desk, stopped=None)
            self._note(connection, "desk_resumed", desk, actor)
        self._bell.ring([desk])

    def wipe(self, desk: str, actor: str) -> None:
        """Have the desk lock and forget its keys when it next speaks; raises ``Refused('desk_not_stopped')``."""
        with self._database.write() as connection:
            row = self._row(connection, desk)
            _check_stopped(row)
            if row.wipe_asked is None:
                self._set(connection, desk, wipe_asked=self._now())
                self._note(connection, "desk_wipe_asked", desk, actor)
        self._bell.ring([desk])

    def wiped(self, desk: str) -> None:
        """The desk says that it has no keys any more; raises ``Refused('desk_not_stopped')``."""
        with self._database.write() as connection:
            row = self._row(connection, desk)
            if row.wipe_asked is None:
                raise Refused("desk_not_stopped")
            if row.wiped is None:
                self._set(connection, desk, wiped=self._now())
                self._note(connection, "desk_wiped", desk, "")

    def step(self, connection: Connection, desk: str) -> Step:
        """Where a desk stands; raises ``Refused('desk_unknown')``."""
        row = connection.execute(select(DESK).where(self._this(desk))).one_or_none()
        if row is None:
            raise Refused("desk_unknown")
        return step_of(row)

    def entries(self, connection: Connection, desk: str, most: int) -> tuple[Kept, ...]:
        """The oldest entries in quarantine."""
        asked = select(ENTRY.c.seq, ENTRY.c.kind, ENTRY.c.at, ENTRY.c.arrived).where(self._kept(desk))
        rows = connection.execute(asked.order_by(ENTRY.c.seq).limit(most))
        return tuple(Kept(seq=row.seq, kind=row.kind, at=row.at, arrived=row.arrived) for row in rows)

    def count(self, connection: Connection, desk: str) -> int:
        """How many entries are in quarantine."""
        return connection.execute(select(func.count()).select_from(ENTRY).where(self._kept(desk))).scalar_one()

    def admit(self, desk: str, actor: str, seqs: Collection[int] | None = None) -> int:
        """Judge entries as if the desk had never been stopped, all or those named; tells how many."""
        with self._database.read() as connection:
            waiting = connection.execute(select(ENTRY.c.seq).where(self._kept(desk)).order_by(ENTRY.c.seq)).scalars()
            chosen = [seq for seq in waiting if seqs is None or seq in seqs]
        for place in range(0, len(chosen), AT_ONCE):
            self._admit(desk, actor, set(chosen[place : place + AT_ONCE]))
        self._bell.ring([desk])
        return len(chosen)

    def _admit(self, desk: str, actor: str, seqs: set[int]) -> None:
        with self._database.write() as connection:
            row = self._row(connection, desk)
            judge = Judge(
                connection, row, self._catalogue, Fence(connection, row, self._now()), self._now(), admits=True
            )
            unsettled = ledger.unsettled(connection, self._municipality, desk, QUARANTINE, seqs)
            news: list[feed.News] = []
            for seq, verdict in judge.judge(unsettled).items():
                ledger.decide_anew(connection, self._municipality, desk, seq, verdict)
                news.append(result_news(desk, seq, verdict))
            feed.publish(connection, self._municipality, [*news, *judge.news])
            target = ", ".join(map(str, sorted(seqs)))
            self._note(connection, "quarantine_admitted", desk, actor, target)

    def _kept(self, desk: str) -> ColumnElement[bool]:
        held = and_(ENTRY.c.outcome == QUARANTINE.outcome, ENTRY.c.code == QUARANTINE.code)
        return and_(ENTRY.c.municipality == self._municipality, ENTRY.c.desk == desk, held)

    def _row(self, connection: Connection, desk: str) -> Row[Any]:
        """The desk, locked, so that a parcel is judged before or after; raises ``Refused('desk_unknown')``."""
        row = connection.execute(select(DESK).where(self._this(desk)).with_for_update()).one_or_none()
        if row is None:
            raise Refused("desk_unknown")
        return row

    def _set(self, connection: Connection, desk: str, **values: int | None) -> None:
        connection.execute(update(DESK).where(self._this(desk)).values(values))

    def _this(self, desk: str) -> ColumnElement[bool]:
        return and_(DESK.c.municipality == self._municipality, DESK.c.code == desk)

    def _note(self, connection: Connection, what: audit.Act, desk: str, actor: str, target: str = "") -> None:
        audit.note(connection, self._municipality, what, at=self._now(), desk=desk, actor=actor, target=target)


def step_of(desk: Row[Any]) -> Step:
    """Where a desk stands between work and its end."""
    if desk.stopped is None:
        return "works"
    return "wiped" if desk.wiped is not None else "wiping" if desk.wipe_asked is not None else "stopped"


def order_of(desk: Row[Any]) -> Order:
    """What a desk is told to do about itself."""
    if desk.stopped is None:
        return ""
    return "stop" if desk.wipe_asked is None else "wipe"


def _check_stopped(desk: Row[Any]) -> None:
    if desk.stopped is None:
        raise Refused("desk_not_stopped")
