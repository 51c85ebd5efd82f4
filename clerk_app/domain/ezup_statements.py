"""Who obtains a record, where several statements say something: the same answer at the desk and at the centre."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

DOUBT = 3600 * 1_000_000
"""Microseconds by which the clocks of two desks may differ, so that nobody knows which statement is the later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement about one record: ``order`` counts within its desk, ``at`` is that desk's clock."""

    desk: str
    order: int
    at: int
    by: Literal["body", "party"]


def last_word(said: Iterable[Said]) -> Said | None:
    """The statement that holds: the last of each desk by its order, and of these the latest.

    Between desks whose clocks leave it open the party obtains the record itself: nobody is looked up by mistake.
    """
    last: dict[str, Said] = {}
    for one in sorted(said, key=lambda one: one.order):
        last[one.desk] = one
    latest = max((one.at for one in last.values()), default=0)
    near = [one for one in last.values() if one.at >= latest - DOUBT]
    return min(near, key=lambda one: (one.by != "party", -one.at), default=None)
