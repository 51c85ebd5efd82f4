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


type Results = Sequence[tuple[int, Verdict]]
"""Sequence and verdict of each entry of a parcel, in its order."""


def arrived(connection: Connection, desk: Row[Any], parcels: Sequence[tuple[int, Results]]) -> list[int]:
    """Parcels have arrived under the number of their first entry (0: outside the count): note what became of them.

    Returns ``have`` after each, which stops at the first gap.
    """
    this = {"in_municipality": desk.municipality, "of_desk": desk.code}
    before = {(row.first, row.last) for row in connection.execute(_AHEAD, this)}
    have, ahead, haves = int(desk.have), set(before), []
    came: list[tuple[int, int]] = []
    for first, results in parcels:
        if first and results:
            came.append((first, first + len(results) - 1))
            have, ahead = _further(have, ahead | {came[-1]})
        haves.append(have)
    known = [(1, int(desk.have)), *before]
    _note_results(connection, desk, parcels, [span for span in came if any(_meet(span, one) for one in known)])
    if ahead != before:
        row = {"municipality": desk.municipality, "desk": desk.code}
        connection.execute(_FORGET_AHEAD, this)
        if ahead:
            connection.execute(insert(SENT_AHEAD), [{**row, "first": start, "last": stop} for start, stop in ahead])
    return haves


def _further(have: int, ranges: set[tuple[int, int]]) -> tuple[int, set[tuple[int, int]]]:
    """How far it goes without a gap, and what is ahead of that."""
    for start, stop in sorted(ranges):
        if start <= have + 1:
            have = max(have, stop)
    return have, {(start, stop) for start, stop in ranges if stop > have}


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _note_results(
    connection: Connection,
    desk: Row[Any],
    parcels: Sequence[tuple[int, Results]],
    again: Sequence[tuple[int, int]],
) -> None:
    """Keep what became of the entries that went under a number and the numbers after it.

    Of an accepted one only what has a code is told: another entry took its place. What was said ``again`` of numbers
    counts instead of what was said before: an entry that could not be read may have come whole now.
    """
    this = {"in_municipality": desk.municipality, "of_desk": desk.code}
    for first, last in again:
        connection.execute(_FORGET_RESULTS, {**this, "from_number": first, "to_number": last})
    said = {
        number: (seq, verdict)
        for first, results in parcels
        if first
        for number, (seq, verdict) in enumerate(results, start=first)
    }
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
        for number, (seq, verdict) in said.items()
        if verdict.outcome != "accepted" or verdict.code
    ]
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
