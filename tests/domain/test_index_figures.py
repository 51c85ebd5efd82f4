from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain.index import PLAIN_POLICY, Period, Tally, measured
from clerk_app.domain.index_figures import Figures, steps_of
from clerk_app.domain.index_office import MonthLine, OfficeFigures

NOVEMBER = Period(first=739_921, last=739_950)  # 2026-11-01 to 2026-11-30
LINE = MonthLine(month="2026-11", code="visits", numerator=20, denominator=10, all_numerator=30, all_denominator=10)
BARE = Figures(period=NOVEMBER, today=739_943, policy=PLAIN_POLICY, total=Tally(), measures=measured(Tally(), 5))


def test_without_a_word_of_the_centre_there_is_nothing_to_compare_with() -> None:
    assert BARE.period.begins.isoformat() == "2026-11-01"
    assert BARE.office_value("visits") is BARE.municipality_value("visits") is None
    assert BARE.office_at("visits", NOVEMBER) is None


def test_the_office_is_compared_by_the_months_of_the_period() -> None:
    figures = Figures(
        period=NOVEMBER, today=739_943, policy=PLAIN_POLICY, total=Tally(), measures=measured(Tally(), 5),
        office=OfficeFigures(office="1", name="Услужни центар", at=1, lines=(LINE,)),
    )  # fmt: skip
    assert (figures.office_value("visits"), figures.municipality_value("visits")) == (2, 3)
    assert figures.office_at("visits", Period(first=NOVEMBER.first + 7, last=NOVEMBER.first + 13)) == 2
    assert figures.office_at("visits", Period(first=NOVEMBER.first - 3, last=NOVEMBER.first + 3)) is None


def test_steps_have_their_own_indicators() -> None:
    (step,) = steps_of([(NOVEMBER, Tally(requests=10, visits=12))], PLAIN_POLICY, frozenset())
    assert step.measures["visits"].value == 1.2


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [(0, 29, True), (0, 22, True), (0, 21, False), (1, 29, False), (-31, 29, True), (-30, 29, False), (0, 30, False)],
)
def test_a_period_is_monthly_if_it_is_of_whole_months_up_to_today(first: int, last: int, whole: bool) -> None:
    figures = replace(
        BARE,
        period=Period(first=NOVEMBER.first + first, last=NOVEMBER.first + last),
        today=NOVEMBER.first + 22,
    )
    assert figures.is_monthly == whole
