from __future__ import annotations

import pytest

from clerk_app.domain.index import BY_CODE, COUNTS, INDICATORS, Period, Tally, added, measure, measured

EZUP = frozenset({"ezup"})


def test_tallies_add_up_number_by_number() -> None:
    first = Tally(**{name: place for place, name in enumerate(COUNTS)})
    assert added([first, first]) == Tally(**{name: 2 * place for place, name in enumerate(COUNTS)})
    assert added([]) == Tally()


@pytest.mark.parametrize(
    ("code", "tally", "counts"),
    [
        ("not_asked", Tally(by_body=71, by_party=29), (71, 100)),
        ("by_ezup", Tally(by_body=20, obtained=15), (15, 20)),
        ("by_epayment", Tally(fees=50, paid=23), (23, 50)),
        ("by_inbox", Tally(requests=40, inbox=10), (10, 40)),
        ("by_portal", Tally(requests=82, filed=18), (18, 100)),
        ("on_time", Tally(settled=50, on_time=47), (47, 50)),
        ("visits", Tally(requests=10, visits=13), (13, 10)),
        ("supplements", Tally(requests=20, called=3), (3, 20)),
        ("rating", Tally(grade_1=1, grade_4=2, grade_5=7), (44, 10)),
        ("offline", Tally(dark=7200, span=86400), (7200, 86400)),
    ],
)
def test_each_indicator_is_a_share_of_two_counts(code: str, tally: Tally, counts: tuple[int, int]) -> None:
    told = measure(BY_CODE[code], tally, 5, EZUP)
    assert (told.numerator, told.denominator) == counts
    expected = counts[0] / 3600 if code == "offline" else counts[0] / counts[1]
    assert told.value == pytest.approx(expected)


def test_nothing_is_told_of_none_or_of_too_few() -> None:
    for told in measured(Tally(), 1, EZUP).values():
        assert (told.value, told.why) == (None, "few")
    few = measure(BY_CODE["visits"], Tally(requests=4, visits=4), 5)
    assert (few.value, few.why, few.numerator, few.denominator) == (None, "few", 4, 4)
    assert measure(BY_CODE["visits"], Tally(requests=5, visits=5), 5).value == 1


def test_what_no_system_counts_yet_is_not_told_as_nought() -> None:
    told = measure(BY_CODE["by_ezup"], Tally(by_body=50), 5)
    assert (told.value, told.why, told.denominator) == (None, "not_yet", 0)


def test_every_component_of_the_index_but_that_of_officers_has_an_indicator() -> None:
    assert {one.component for one in INDICATORS} == {1, 3, 4}
    assert len({one.code for one in INDICATORS}) == len(INDICATORS) == 10


def test_a_period_holds_its_ends() -> None:
    period = Period(first=10, last=12)
    assert [period.holds(day) for day in (9, 10, 12, 13)] == [False, True, True, False]
    assert (period.days, period.begins.toordinal(), period.ends.toordinal()) == (3, 10, 12)
