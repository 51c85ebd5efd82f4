"""Codes that were tried in vain: codes are short enough to be typed, so guessing is slowed for everyone."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, insert, select

from clerk_app.central.clock import HOUR
from clerk_app.central.schema import ENROLMENT_MISS
from clerk_app.domain.errors import Refused

MOST_MISSES = 10
MISSES_FORGOTTEN = HOUR


def check(connection: Connection, municipality: str, now: int) -> None:
    """Raise ``Refused('enrolment_wait')`` while too many codes of the last hour were wrong."""
    recent = and_(ENROLMENT_MISS.c.municipality == municipality, ENROLMENT_MISS.c.at > now - MISSES_FORGOTTEN)
    if connection.execute(select(func.count()).select_from(ENROLMENT_MISS).where(recent)).scalar_one() >= MOST_MISSES:
        raise Refused("enrolment_wait", seconds=MISSES_FORGOTTEN // 1_000_000)


def note(connection: Connection, municipality: str, now: int) -> None:
    """One more, in the transaction in which the code was looked for."""
    connection.execute(insert(ENROLMENT_MISS).values(municipality=municipality, at=now))
