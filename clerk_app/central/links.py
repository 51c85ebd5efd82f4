"""The lines of desks as they themselves tell of them: the last word, and a week by hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, select, update

from clerk_app.central.clock import DAY, HOUR
from clerk_app.central.operator.tables import DESK_LINK, DESK_LINK_HOUR
from clerk_app.contract.link import LinkReport

KEPT = 7 * DAY


def note(connection: Connection, municipality: str, desk: str, told: LinkReport, now: int) -> None:
    """Keep what a desk told, in the transaction that notes that it has spoken: its own row is locked there."""
    last = and_(DESK_LINK.c.municipality == municipality, DESK_LINK.c.desk == desk)
    values = {
        "at": now,
        "waiting": told.waiting,
        "oldest": told.oldest,
        "rate": told.rate,
        "delay": told.delay,
        "outages": told.outages,
    }
    before = connection.execute(select(DESK_LINK.c.at).where(last)).scalar()
    if before is None:
        connection.execute(insert(DESK_LINK).values(municipality=municipality, desk=desk, **values))
    else:
        connection.execute(update(DESK_LINK).where(last).values(values))
    _note_hour(
        connection, municipality, desk, told, now - now % HOUR, fresh=before is None or before < now - now % HOUR
    )


def history(connection: Connection, municipality: str, desk: str, now: int) -> Sequence[Row[Any]]:
    """The last week by hours, the newest first."""
    mine = and_(_of_desk(municipality, desk), DESK_LINK_HOUR.c.hour > now - KEPT)
    return connection.execute(select(DESK_LINK_HOUR).where(mine).order_by(DESK_LINK_HOUR.c.hour.desc())).all()


def _note_hour(
    connection: Connection, municipality: str, desk: str, told: LinkReport, hour: int, *, fresh: bool
) -> None:
    """The worst of an hour stays; the first word of an hour forgets what is older than a week."""
    this = and_(_of_desk(municipality, desk), DESK_LINK_HOUR.c.hour == hour)
    row = connection.execute(select(DESK_LINK_HOUR).where(this)).one_or_none()
    if fresh:
        connection.execute(
            delete(DESK_LINK_HOUR).where(_of_desk(municipality, desk), DESK_LINK_HOUR.c.hour <= hour - KEPT)
        )
    if row is None:
        values = {"waiting": told.waiting, "rate": told.rate, "delay": told.delay, "outages": told.outages}
        connection.execute(insert(DESK_LINK_HOUR).values(municipality=municipality, desk=desk, hour=hour, **values))
        return
    worst = {
        "waiting": max(row.waiting, told.waiting),
        "rate": min((rate for rate in (row.rate, told.rate) if rate), default=0),
        "delay": max(row.delay, told.delay),
        "outages": max(row.outages, told.outages),
    }
    connection.execute(update(DESK_LINK_HOUR).where(this).values(worst))


def _of_desk(municipality: str, desk: str) -> ColumnElement[bool]:
    return and_(DESK_LINK_HOUR.c.municipality == municipality, DESK_LINK_HOUR.c.desk == desk)
