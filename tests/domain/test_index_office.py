from __future__ import annotations

from clerk_app.domain.index_office import MonthLine, OfficeFigures, municipality_measure, office_measure

LINES = (
    MonthLine(month="2026-10", code="on_time", numerator=8, denominator=10, all_numerator=80, all_denominator=100),
    MonthLine(month="2026-11", code="on_time", numerator=3, denominator=10, all_numerator=20, all_denominator=100),
    MonthLine(month="2026-11", code="offline", numerator=7200, denominator=86400, all_numerator=7200,
              all_denominator=86400),
)  # fmt: skip
FIGURES = OfficeFigures(office="1", name="Шалтер сала", at=1, lines=LINES)


def test_months_are_summed_and_not_averaged() -> None:
    both = office_measure(FIGURES, "on_time", ("2026-10", "2026-11"), 5)
    assert (both.numerator, both.denominator, both.value) == (11, 20, 0.55)
    assert municipality_measure(FIGURES, "on_time", ("2026-11",), 5).value == 0.2
    assert office_measure(FIGURES, "offline", ("2026-11",), 5).value == 7200 / 86400  # no hours, but a share


def test_nothing_is_told_of_too_few_or_of_what_nobody_reported() -> None:
    assert office_measure(FIGURES, "on_time", ("2026-11",), 11).why == "few"
    assert office_measure(FIGURES, "rating", ("2026-11",), 5).value is None
