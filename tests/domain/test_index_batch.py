from __future__ import annotations

from clerk_app.domain.index import Tally
from clerk_app.domain.index_batch import LEFT_TO_CENTRE, lines_of
from clerk_app.domain.index_bodies import IndexLine

KNOWN = {"birth-extract", "marriage", "taxi-permit"}
NONE: frozenset[str] = frozenset()


def lines(services: dict[str, Tally], code: str, whole: Tally | None = None) -> list[IndexLine]:
    return [one for one in lines_of(services, whole or Tally(), KNOWN, 5, NONE) if one.code == code]


def test_services_are_told_apart_and_small_ones_together() -> None:
    services = {
        "birth-extract": Tally(requests=20, called=2),
        "marriage": Tally(requests=3, called=1),
        "taxi-permit": Tally(requests=4),
    }
    assert lines(services, "supplements") == [
        IndexLine(code="supplements", service="birth-extract", numerator=2, denominator=20),
        IndexLine(code="supplements", service="", numerator=1, denominator=7),
    ]


def test_what_is_too_small_even_together_does_not_leave() -> None:
    services = {"birth-extract": Tally(requests=20), "marriage": Tally(requests=4)}
    assert [one.service for one in lines(services, "supplements")] == ["birth-extract"]
    assert lines({"marriage": Tally(requests=4)}, "supplements") == []


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
