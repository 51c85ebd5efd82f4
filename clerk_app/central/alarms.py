"""Alarms: what must not happen and did; told to the operator here and to the desk by the feed."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, insert, select

from clerk_app.central.feed import News
from clerk_app.central.schema import ALARM
from clerk_app.contract import canonical


def raised(
    connection: Connection, municipality: str, desk: str, code: str, *, at: int, params: dict[str, str]
) -> list[News]:
    """Note an alarm; the same one of the same desk is noted once. Returns the news to publish."""
    written = canonical.encode(params).decode()
    same = and_(
        ALARM.c.municipality == municipality,
        ALARM.c.desk == desk,
        ALARM.c.code == code,
        ALARM.c.params == written,
    )
    if connection.execute(select(func.count()).select_from(ALARM).where(same)).scalar_one():
        return []
    row = {"municipality": municipality, "desk": desk, "at": at, "code": code, "params": written}
    connection.execute(insert(ALARM).values(row))
    return [News(desk=desk, kind="alarm", seq=0, body=canonical.encode(code))]
