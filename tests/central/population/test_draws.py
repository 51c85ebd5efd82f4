"""Draws fall the same everywhere, and as often as they should."""

from __future__ import annotations

from collections import Counter
from datetime import date

from clerk_app.central.population.draws import Draws


def test_the_same_name_draws_the_same_and_another_does_not() -> None:
    first, again, other = Draws("a"), Draws("a"), Draws("b")
    drawn = [first.below(1000) for _ in range(20)]
    assert drawn == [again.below(1000) for _ in range(20)]
    assert drawn != [other.below(1000) for _ in range(20)]
    assert drawn[:5] == [381, 742, 266, 101, 325]


def test_what_weighs_more_is_drawn_more_often() -> None:
    draws = Draws("weights")
    seen = Counter(draws.weighted("abc", (0, 1, 3)) for _ in range(4000))
    assert set(seen) == {"b", "c"}
    assert 2.5 < seen["c"] / seen["b"] < 3.5
    assert {draws.pick("xy") for _ in range(50)} == {"x", "y"}
    assert {draws.between(3, 5) for _ in range(50)} == {3, 4, 5}
    assert 150 < sum(draws.chance(20) for _ in range(1000)) < 250


def test_days_lie_between_and_never_before_the_first() -> None:
    draws, first = Draws("days"), date(2000, 1, 1)
    assert {draws.day(first, date(2000, 1, 3)).day for _ in range(60)} == {1, 2, 3}
    assert draws.day(first, date(1999, 1, 1)) == first
