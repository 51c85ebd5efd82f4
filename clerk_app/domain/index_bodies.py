"""Bodies of the entries about indicators: a citizen's rating, and the counts of a month that go to the centre."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingGiven:
    """``rating.given`` 1: how the citizen rated the service at the counter, 1 to 5; 0 where none was wanted.

    Nothing but the number: no words, no name. The subject is the request that the visit was about.
    """

    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """The counts of one indicator for one service; ``service`` is empty for all others together."""

    code: str
    service: str
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReported:
    """``index.reported`` 1: what a desk counted in a month (``2026-11``), counts only; a later one takes its place.

    ``whole``: the month was over. What stood on too few cases to be told is left out.
    """

    month: str
    whole: bool
    lines: tuple[IndexLine, ...]


INDEX_KINDS: dict[str, type] = {"rating.given": RatingGiven, "index.reported": IndexReported}
RATING_GIVEN = "rating.given"
INDEX_REPORTED = "index.reported"
