"""Doing one thing apart from the rest of its transaction: where it cannot be done, it alone is undone.

A desk can write anything into an entry. What nobody foresaw must cost that one entry, never the parcel that it came in,
nor the parcels of other desks.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.exc import DataError

from clerk_app.domain.errors import Damaged, Invalid

_FAULTS = (ArithmeticError, LookupError, TypeError, ValueError, DataError, Invalid, Damaged)
"""What a value can bring about that no rule was written for; a busy database or one that is away is none of them."""


def apart[Made](connection: Connection, work: Callable[[], Made], otherwise: Callable[[Exception], Made]) -> Made:
    """What ``work`` gives; where it fails for a value, all that it wrote is undone, and ``otherwise`` answers."""
    place = connection.begin_nested()
    try:
        made = work()
    except _FAULTS as error:
        place.rollback()
        return otherwise(error)
    place.commit()
    return made
