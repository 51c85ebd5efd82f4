from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.domain.index import Tally, added
from clerk_app.domain.index_batch import LEFT_TO_CENTRE, blurred, lines_of
from clerk_app.domain.index_bodies import IndexLine

KNOWN = {"birth-extract", "marriage", "taxi-permit"}
NONE: frozenset[str] = frozenset()
SMALL = 5


def lines(
    services: dict[str, Tally], code: str, whole: Tally | None = None, before: Iterable[IndexLine] = ()
) -> list[IndexLine]:
    return [one for one in lines_of(services, whole or Tally(), KNOWN, SMALL, NONE, before=before) if one.code == code]


def test_services_are_told_apart_and_small_ones_together() -> None:
    services = {
        "birth-extract": Tally(requests=20, called=6),
        "marriage": Tally(requests=3, called=3),
        "taxi-permit": Tally(requests=8, called=3),
    }
    assert lines(services, "supplements") == [
        IndexLine(code="supplements", service="birth-extract", numerator=6, denominator=20),
        IndexLine(code="supplements", service="", numerator=6, denominator=11),
    ]


def test_what_is_too_small_even_together_takes_the_smallest_along_and_alone_does_not_leave() -> None:
    services = {"birth-extract": Tally(requests=20), "taxi-permit": Tally(requests=6), "marriage": Tally(requests=4)}
    told = [(one.service, one.denominator) for one in lines(services, "supplements")]
    assert told == [("birth-extract", 20), ("", 10)], "4 would else be what is left of all 30"
    assert lines({"marriage": Tally(requests=4)}, "supplements") == []


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(0, 20, 0), (2, 20, 0), (3, 20, 5), (5, 20, 5), (9, 20, 9), (17, 20, 15), (19, 20, 20), (20, 20, 20),
     (3, 7, 0), (4, 7, 7), (1, 5, 0), (4, 10, 5), (6, 10, 5), (5, 10, 5)],
)  # fmt: skip
def test_a_few_are_told_neither_as_a_part_nor_as_what_is_left(part: int, whole: int, told: int) -> None:
    assert blurred(part, whole, SMALL) == told
    (line,) = lines({"marriage": Tally(requests=whole, called=part)}, "supplements")
    assert (line.numerator, line.denominator) == (told, whole)


def test_what_was_added_is_told_only_once_it_is_enough() -> None:
    first = lines({"marriage": Tally(requests=10)}, "supplements")
    assert lines({"marriage": Tally(requests=13)}, "supplements", before=first) == first
    more = lines({"marriage": Tally(requests=15)}, "supplements", before=first)
    assert [one.denominator for one in more] == [15]
    assert lines({"marriage": Tally(requests=16, called=5)}, "supplements", before=more) == more
    less = lines({"marriage": Tally(requests=8)}, "supplements", before=first)
    assert less == first, "what was taken back is as few"
    assert lines({}, "supplements", before=first) == []


def test_a_service_that_is_no_longer_small_is_named_only_once_enough_was_added_to_all_of_them() -> None:
    services = {"birth-extract": Tally(requests=20), "marriage": Tally(requests=4), "taxi-permit": Tally(requests=4)}
    first = lines(services, "supplements")
    grown = services | {"marriage": Tally(requests=5), "taxi-permit": Tally(requests=5)}
    assert lines(grown, "supplements", before=first) == first
    grown = services | {"marriage": Tally(requests=7), "taxi-permit": Tally(requests=6)}
    assert [one.service for one in lines(grown, "supplements", before=first)] == [
        "birth-extract", "marriage", "taxi-permit"
    ]  # fmt: skip


def test_the_line_is_nobodys_and_told_as_it_is() -> None:
    first = lines({}, "offline", Tally(dark=3, span=86_400))
    assert [one.numerator for one in first] == [3]
    assert lines({}, "offline", Tally(dark=4, span=86_401), before=first)[0].numerator == 4


@st.composite
def months(draw: st.DrawFn) -> list[dict[str, Tally]]:
    """A month as it stood at each of its reports; counts only grow, except where something was taken back."""
    stood: list[dict[str, Tally]] = []
    count = st.integers(0, 12)
    now: dict[str, list[int]] = {name: [0, 0] for name in (*sorted(KNOWN), "unpublished")}
    for _ in range(draw(st.integers(1, 5))):
        for counts in now.values():
            counts[0] = max(0, counts[0] + draw(count) - draw(st.sampled_from((0, 0, 0, 2))))
            counts[1] = min(counts[0], counts[1] + draw(count))
        stood.append({name: Tally(requests=all_, called=some) for name, (all_, some) in now.items()})
    return stood


@settings(max_examples=300, deadline=None)
@given(months())
def test_nothing_that_leaves_tells_of_a_few_whatever_is_taken_from_what(stood: list[dict[str, Tally]]) -> None:
    """Counts, what is left of the cases behind them, what is left of all cases, and what came between two reports."""
    before: tuple[IndexLine, ...] = ()
    for services in stood:
        everything = added(services.values())
        made = lines_of(services, everything, KNOWN, SMALL, NONE, before=before)
        told = {one.service: one for one in made if one.code == "supplements"}
        for one in told.values():
            assert _enough(one.numerator, one.denominator, one.denominator - one.numerator)
        last = {one.service: one for one in before if one.code == "supplements"}
        if last and told != last:
            for names in _comparable(last, told):
                old, new = _sums(last, names), _sums(told, names)
                added_, some = new[0] - old[0], new[1] - old[1]
                assert _enough(abs(added_), abs(some), abs(added_ - some)), (names, old, new)
        if told and not last:
            assert sum(one.denominator for one in told.values()) == everything.requests, "nothing is left over"
        before = made


def _enough(*counts: int) -> bool:
    return all(count == 0 or count >= SMALL for count in counts)


def _sums(lines_: dict[str, IndexLine], names: set[str]) -> tuple[int, int]:
    chosen = [one for name, one in lines_.items() if name in names]
    return sum(one.denominator for one in chosen), sum(one.numerator for one in chosen)


def _comparable(old: dict[str, IndexLine], new: dict[str, IndexLine]) -> list[set[str]]:
    """What stands for the same services in both: each name, and all the others together."""
    both = {name for name in old.keys() & new.keys() if name}
    if old.keys() == new.keys():
        return [{name} for name in old]
    return [*({name} for name in both), (old.keys() | new.keys()) - both]


def test_a_service_that_nobody_published_has_no_name() -> None:
    services = {"Јелена Примерић 0101990900001": Tally(requests=9)}
    assert lines(services, "supplements") == [IndexLine(code="supplements", service="", numerator=0, denominator=9)]


def test_visits_and_the_line_are_told_of_the_desk_and_portal_filings_not_at_all() -> None:
    whole = Tally(requests=10, visits=12, dark=60, span=86400, filed=99)
    services = {"birth-extract": Tally(requests=10, visits=30)}
    assert lines(services, "visits", whole) == [IndexLine(code="visits", service="", numerator=12, denominator=10)]
    assert lines(services, "offline", whole) == [IndexLine(code="offline", service="", numerator=60, denominator=86400)]
    assert all(lines(services, code, whole) == [] for code in LEFT_TO_CENTRE)
    assert lines(services, "by_ezup", whole) == []
