"""When the line was away, day by day: what a strip of days shows, and the seconds that the indicator counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

SECOND = 1_000_000
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class DarkSpan:
    """The line was away on a day (ordinal) from ``begins`` to ``ends``, parts of that day between 0 and 1."""

    day: int
    begins: float
    ends: float
    seconds: int


def dark_spans(outages: Iterable[tuple[int, int]], first: int, midnights: Sequence[int]) -> tuple[DarkSpan, ...]:
    """Outages (from and to, microseconds UTC) cut at midnight; ``midnights`` begin with that of the day ``first``.

    The last one ends the last day. What overlaps is counted once.
    """
    made: list[DarkSpan] = []
    for begins, ends in merged(outages):
        for place, (dawn, dusk) in enumerate(pairwise(midnights)):
            since, until = max(begins, dawn), min(ends, dusk)
            if since < until:
                whole = dusk - dawn
                span = DarkSpan(
                    day=first + place,
                    begins=(since - dawn) / whole,
                    ends=(until - dawn) / whole,
                    seconds=(until - since) // SECOND,
                )
                made.append(span)
    return tuple(made)


def merged(outages: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same time without overlaps, in order: a clock that was set back makes two outages cover one moment."""
    made: list[tuple[int, int]] = []
    for begins, ends in sorted(outages):
        if made and begins <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], ends))
        elif begins < ends:
            made.append((begins, ends))
    return tuple(made)
