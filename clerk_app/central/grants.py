"""Whose grant somebody names at a door: asked by every system where a clerk speaks outside the exchange."""

from __future__ import annotations

from sqlalchemy import Connection, and_, select

from clerk_app.central.desks import Desk
from clerk_app.central.schema import CLERK_GRANT, DESK
from clerk_app.domain.errors import Refused
from clerk_app.domain.permissions import Activity, may


def clerk_of(connection: Connection, municipality: str, desk: Desk, grant: str, *, activity: Activity, now: int) -> str:
    """The user whose grant this is, if it covers ``activity`` now (microseconds UTC).

    Raises ``Refused`` (``desk_fenced``, ``desk_stopped``, ``grant_unknown``, ``grant_not_ours``, ``grant_expired``,
    ``not_permitted``).
    """
    check_speaks(connection, municipality, desk.code)
    asked = and_(CLERK_GRANT.c.municipality == municipality, CLERK_GRANT.c.id == grant)
    row = connection.execute(select(CLERK_GRANT).where(asked)).one_or_none() if grant.isprintable() else None
    if row is None:
        raise Refused("grant_unknown")
    if row.desk != desk.code:
        raise Refused("grant_not_ours")
    if now > row.ends:
        raise Refused("grant_expired")
    if not may(row.role, activity):
        raise Refused("not_permitted")
    return str(row.user)


def check_speaks(connection: Connection, municipality: str, desk: str, *, locked: bool = False) -> None:
    """Raise ``Refused`` (``desk_fenced``, ``desk_stopped``) for one that was replaced or stopped.

    ``locked``: neither happens to it before this transaction ends.
    """
    asked = select(DESK.c.fenced, DESK.c.stopped).where(DESK.c.municipality == municipality, DESK.c.code == desk)
    row = connection.execute(asked.with_for_update() if locked else asked).one()
    if row.fenced is not None:
        raise Refused("desk_fenced")
    if row.stopped is not None:
        raise Refused("desk_stopped")
