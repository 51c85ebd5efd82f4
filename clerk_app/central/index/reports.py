"""Indicators at the centre: what desks report is kept by month, and summed for each office and the municipality."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, Row, and_, case, delete, func, insert, select

from clerk_app.central.clock import DAY
from clerk_app.central.index.tables import INDEX_LINE, INDEX_REPORT
from clerk_app.central.schema import OFFICE, REQUEST
from clerk_app.central.shortening import plain
from clerk_app.central.verdicts import ACCEPTED, Verdict, refused
from clerk_app.contract import canonical
from clerk_app.contract.entries import EntryRow
from clerk_app.contract.reference import OFFICE_INDEX, Item
from clerk_app.domain.index import BY_CODE
from clerk_app.domain.index_bodies import IndexReported
from clerk_app.domain.index_office import MonthLine, OfficeFigures

_HOME = ZoneInfo("Europe/Belgrade")
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
MONTHS = 13
"""How many months an office is told: this one, and those of a year before it."""
MOST_LINES = 2000
LARGEST = 2**40
_MOST_ENTRIES = 2**31
"""No desk has written more; whoever says otherwise moves no sum out of its bounds."""
_PORTAL, _EPAYMENT = "by_portal", "by_epayment"

type Key = tuple[str, str]
"""Month and indicator."""


def keep(connection: Connection, desk: Row[Any], row: EntryRow, body: IndexReported, now: int) -> Verdict:
    """Keep a report in place of what its desk said of the month before; an older one that comes late changes nothing.

    Runs under the lock of the desk's row, as every entry of it.
    """
    if not _is_month(body.month, now):
        return refused("index_month_wrong", month=plain(body.month, 40))
    if not _are_counts(body):
        return refused("index_counts_wrong")
    if not _is_sound(body):
        return refused("malformed", where="index")
    mine = and_(
        INDEX_REPORT.c.municipality == desk.municipality,
        INDEX_REPORT.c.desk == desk.code,
        INDEX_REPORT.c.month == body.month,
    )
    known = connection.execute(select(INDEX_REPORT.c.seq).where(mine)).scalar()
    if known is not None and known >= row.seq:
        return ACCEPTED
    place = {"municipality": desk.municipality, "desk": desk.code, "month": body.month}
    said = {"seq": row.seq, "at": now}
    connection.execute(delete(INDEX_REPORT).where(mine))
    connection.execute(insert(INDEX_REPORT).values(**place, **said, lines=len(body.lines)))
    before = and_(*(INDEX_LINE.c[name] == value for name, value in place.items()))
    connection.execute(delete(INDEX_LINE).where(before))
    if body.lines:
        told = {**place, **said, "office": desk.office, "whole": body.whole}
        connection.execute(insert(INDEX_LINE), [{**told, **asdict(line)} for line in body.lines])
    return ACCEPTED


def office_item(connection: Connection, municipality: str, office: str, known: int) -> Item | None:
    """What an office is told, if desks have reported since ``known``."""
    version, at = _state(connection, municipality)
    if version <= known:
        return None
    figures = figures_of(connection, municipality, office, at)
    return Item(OFFICE_INDEX, version, msgspec.Raw(canonical.encode(figures)))


def figures_of(connection: Connection, municipality: str, office: str, at: int) -> OfficeFigures:
    """The figures of an office over the last months up to ``at`` (microseconds UTC)."""
    months = _months(at)
    every, ours = _reported(connection, municipality, months), _reported(connection, municipality, months, office)
    for key, filed in _filed(connection, municipality, months).items():
        every[key] = _plus(every.get(key), filed)
    for key, filed in _filed(connection, municipality, months, office).items():
        ours[key] = _plus(ours.get(key), filed)
    lines = [
        MonthLine(
            month=month,
            code=code,
            numerator=ours.get((month, code), (0, 0))[0],
            denominator=ours.get((month, code), (0, 0))[1],
            all_numerator=numerator,
            all_denominator=denominator,
        )
        for (month, code), (numerator, denominator) in sorted(every.items())
    ]
    this = and_(OFFICE.c.municipality == municipality, OFFICE.c.code == office)
    name = connection.execute(select(OFFICE.c.name).where(this)).scalar()
    return OfficeFigures(office=office, name=name or "", at=at, lines=tuple(lines))


def _state(connection: Connection, municipality: str) -> tuple[int, int]:
    """The version of the figures, and when a desk last reported.

    Every report that is kept raises the sum of the numbers of their entries, in whatever order desks commit: a time, or
    the highest number, would hide one that was written before another and committed after it.
    """
    number = case((INDEX_REPORT.c.seq > _MOST_ENTRIES, _MOST_ENTRIES), else_=INDEX_REPORT.c.seq)
    asked = select(func.sum(number), func.max(INDEX_REPORT.c.at)).where(INDEX_REPORT.c.municipality == municipality)
    version, at = connection.execute(asked).one()
    return int(version or 0), int(at or 0)


def _reported(
    connection: Connection, municipality: str, months: Sequence[str], office: str = ""
) -> dict[Key, tuple[int, int]]:
    """What desks reported, summed by month and indicator; what was received at desks is the rest of what was filed."""
    asked = [INDEX_LINE.c.municipality == municipality, INDEX_LINE.c.month.in_(months)]
    if office:
        asked.append(INDEX_LINE.c.office == office)
    sums = (func.sum(INDEX_LINE.c.numerator), func.sum(INDEX_LINE.c.denominator))
    rows = connection.execute(
        select(INDEX_LINE.c.month, INDEX_LINE.c.code, *sums)
        .where(*asked)
        .group_by(INDEX_LINE.c.month, INDEX_LINE.c.code)
    )
    found = {(month, code): (int(numerator), int(denominator)) for month, code, numerator, denominator in rows}
    received = {(month, _PORTAL): (0, of[1]) for (month, code), of in found.items() if code == "supplements"}
    return found | received


def _filed(
    connection: Connection, municipality: str, months: Sequence[str], office: str = ""
) -> dict[Key, tuple[int, int]]:
    """What was filed on the portal, and how it was paid: desks do not report it, for each of them sees it."""
    asked = [REQUEST.c.municipality == municipality, REQUEST.c.origin == "portal"]
    if office:
        asked.append(REQUEST.c.office == office)
    charged = func.sum(case((REQUEST.c.payment != "", 1), else_=0))
    paid = func.sum(case((REQUEST.c.payment == "paid", 1), else_=0))
    found: dict[Key, tuple[int, int]] = {}
    for month, (since, until) in _bounds(months).items():
        within = and_(*asked, REQUEST.c.arrived >= since, REQUEST.c.arrived < until)
        filed, fees, settled = connection.execute(select(func.count(), charged, paid).where(within)).one()
        if filed:
            found[month, _PORTAL] = (filed, filed)
            found[month, _EPAYMENT] = (int(settled or 0), int(fees or 0))
    return found


def _plus(before: tuple[int, int] | None, more: tuple[int, int]) -> tuple[int, int]:
    return more if before is None else (before[0] + more[0], before[1] + more[1])


def _months(at: int) -> tuple[str, ...]:
    """The month of a moment and those before it, newest first."""
    day = datetime.fromtimestamp(at / 1_000_000, _HOME)
    counted = [day.year * 12 + day.month - 1 - back for back in range(MONTHS)]
    return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in counted)


def _bounds(months: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """From and to (microseconds UTC) of each month."""
    return {month: (_midnight(month, 0), _midnight(month, 1)) for month in months}


def _midnight(month: str, later: int) -> int:
    counted = int(month[:4]) * 12 + int(month[5:]) - 1 + later
    begins = datetime(counted // 12, counted % 12 + 1, 1, tzinfo=_HOME)
    return int(begins.timestamp()) * 1_000_000


def _is_month(month: str, now: int) -> bool:
    """Whether a month exists and has begun; by a clock that is a day ahead too."""
    return _MONTH.fullmatch(month) is not None and month <= _months(now + DAY)[0]


def _are_counts(body: IndexReported) -> bool:
    """Whether every count is one that a desk can have counted."""
    return all(0 <= count <= LARGEST for line in body.lines for count in (line.numerator, line.denominator))


def _is_sound(body: IndexReported) -> bool:
    """Whether a report is one: known indicators, published names, nothing told twice."""
    keys = {(line.code, line.service) for line in body.lines}
    return (
        len(body.lines) <= MOST_LINES
        and len(keys) == len(body.lines)
        and all(line.code in BY_CODE and len(line.service) <= 80 and line.service.isprintable() for line in body.lines)
    )
