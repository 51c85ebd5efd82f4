"""Sending numbers: what has arrived without a gap, and what became of entries that were not accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, select

from clerk_app.central.schema import SENT_AHEAD, SENT_RESULT
from clerk_app.central.verdicts import Verdict
from clerk_app.contract import canonical

MOST_RESULTS = 500
_AHEAD_OF_DESK = and_(
    SENT_AHEAD.c.municipality == bindparam("in_municipality"), SENT_AHEAD.c.desk == bindparam("of_desk")
)
_AHEAD, _FORGET_AHEAD = select(SENT_AHEAD).where(_AHEAD_OF_DESK), delete(SENT_AHEAD).where(_AHEAD_OF_DESK)
_FORGET_RESULTS = delete(SENT_RESULT).where(
    SENT_RESULT.c.municipality == bindparam("in_municipality"),
    SENT_RESULT.c.desk == bindparam("of_desk"),
    SENT_RESULT.c.number.between(bindparam("from_number"), bindparam("to_number")),
)
_RESULTS = (
    select(SENT_RESULT)
    .where(
        SENT_RESULT.c.municipality == bindparam("in_municipality"),
        SENT_RESULT.c.desk == bindparam("of_desk"),
        SENT_RESULT.c.number > bindparam("told"),
        SENT_RESULT.c.number <= bindparam("have"),
    )
    .order_by(SENT_RESULT.c.number)
    .limit(MOST_RESULTS)
)
"""Made once: every parcel asks this, and to make a statement costs more than to run it."""
MOST_PARAMS = 64 * 1024
"""Characters of what results say beside their codes, in one answer."""


def arrived(connection: Connection, desk: Row[Any], first: int, count: int) -> int:
    """Numbers ``first`` … have arrived: note what is ahead, and return ``have``, which stops at the first gap."""
    have: int = desk.have
    this = {"in_municipality": desk.municipality, "of_desk": desk.code}
    before = [(row.first, row.last) for row in connection.execute(_AHEAD, this)]
    ranges = sorted([(first, first + count - 1), *before])
    for start, stop in ranges:
        if start <= have + 1:
            have = max(have, stop)
    ahead = {(start, stop) for start, stop in ranges if stop > have}
    if ahead != set(before):
        row = {"municipality": desk.municipality, "desk": desk.code}
        connection.execute(_FORGET_AHEAD, this)
        if ahead:
            connection.execute(insert(SENT_AHEAD), [{**row, "first": start, "last": stop} for start, stop in ahead])
    return have


def note_results(connection: Connection, desk: Row[Any], first: int, results: Sequence[tuple[int, Verdict]]) -> None:
    """Keep what became of the entries (sequence and verdict) that went under ``first`` and the numbers after it.

    Of an accepted one only what has a code is told: another entry took its place. What was said of these numbers
    before counts no more: an entry that could not be read may have come whole now.
    """
    rows = [
        {
            "municipality": desk.municipality,
            "desk": desk.code,
            "number": number,
            "seq": seq,
            "outcome": verdict.outcome,
            "code": verdict.code,
            "params": canonical.encode(verdict.params).decode(),
        }
        for number, (seq, verdict) in enumerate(results, start=first)
        if verdict.outcome != "accepted" or verdict.code
    ]
    span = {"from_number": first, "to_number": first + len(results) - 1}
    connection.execute(_FORGET_RESULTS, {"in_municipality": desk.municipality, "of_desk": desk.code, **span})
    if rows:
        connection.execute(insert(SENT_RESULT), rows)


def results_behind(connection: Connection, desk: Row[Any], told: int) -> tuple[Sequence[Row[Any]], int]:
    """Results of numbers above ``told``, and the number up to which that is everything (at most ``have``)."""
    if told >= desk.have:
        return (), desk.have
    asked = {"in_municipality": desk.municipality, "of_desk": desk.code, "told": told, "have": desk.have}
    rows = connection.execute(_RESULTS, asked).all()
    few, size = 0, 0
    for row in rows:
        size += len(row.params)
        if few and size > MOST_PARAMS:
            break
        few += 1
    return rows[:few], desk.have if few == len(rows) < MOST_RESULTS else rows[few - 1].number
