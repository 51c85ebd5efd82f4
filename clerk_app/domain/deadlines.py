"""Legal deadlines: how days are counted and which of them nobody works (DOMAIN §4.4).

Sources: the law on general administrative procedure for counting, the law on state and other holidays for the days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache

from clerk_app.domain.catalogue import Deadline

_DAY = timedelta(days=1)
_STATE_HOLIDAYS = ((1, 1), (1, 2), (2, 15), (2, 16), (5, 1), (5, 2), (11, 11))
_SUNDAY = 6
_SATURDAY = 5
_KNOWN = 512  # a day's requests have few deadlines


@lru_cache(maxsize=_KNOWN)
def due(deadline: Deadline, received: date) -> date | None:
    """The last day to decide on what was received on ``received``; ``None`` where a date is booked with the citizen.

    The day of receipt is not counted; a last day on which nobody works moves to the next working day. What is done at
    once is due the same day.
    """
    if deadline.kind == "booked":
        return None
    if deadline.kind == "working_days":
        return after_working_days(received, deadline.days)
    days = deadline.days if deadline.kind == "days" else 0
    return working_day_from(received + days * _DAY)


def after_working_days(start: date, count: int) -> date:
    """The ``count``-th working day after ``start``; for 0, ``start`` or the first working day after it."""
    day = start if count else working_day_from(start)
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


def working_days(start: date, end: date) -> int:
    """How many working days there are after ``start``, up to and with ``end``; none where it is not after it."""
    return sum(is_working_day(start + count * _DAY) for count in range(1, (end - start).days + 1))


def working_day_from(day: date) -> date:
    """``day``, or the first working day after it."""
    while not is_working_day(day):
        day += _DAY
    return day


def is_working_day(day: date) -> bool:
    """Whether municipal offices work on ``day``: not on Saturdays, Sundays and holidays."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


@cache
def holidays(year: int) -> frozenset[date]:
    """The non-working holidays of a year, with the day off that follows a state holiday on a Sunday."""
    easter = orthodox_easter(year)
    days = {date(year, month, day) for month, day in _STATE_HOLIDAYS}
    days |= {date(year, 1, 7)} | {easter + offset * _DAY for offset in (-2, -1, 0, 1)}
    for month, day in _STATE_HOLIDAYS:
        if date(year, month, day).weekday() == _SUNDAY:
            days.add(_next_free(date(year, month, day), days))
    return frozenset(days)


def _next_free(sunday: date, taken: set[date]) -> date:
    """The first working day after a state holiday on a Sunday."""
    day = sunday + _DAY
    while day in taken or day.weekday() >= _SATURDAY:
        day += _DAY
    return day


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox church in the Gregorian calendar, by the Julian computus (Meeus)."""
    lunar = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - lunar + 34) % 7
    month, day = divmod(lunar + weekday + 114, 31)
    behind = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + behind * _DAY
