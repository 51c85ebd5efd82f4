from datetime import date

import pytest

from clerk_app.domain.catalogue import Deadline
from clerk_app.domain.index import Measure, Period
from clerk_app.ui.index.words import (
    counts_words,
    deadline_words,
    foot_words,
    period_words,
    told,
    value_words,
    why_words,
)


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("on_time", 0.938, "94 %"),
        ("visits", 1.27, "1,3"),
        ("rating", 4.567, "4,6"),
        ("offline", 61.4, "61 h"),
        ("offline", 2.25, "2,2 h"),
        ("offline", 0.0, "0 h"),
        ("on_time", None, "—"),
    ],
)
def test_values_have_their_units(texts, code, value, words):
    assert value_words(code, value, texts) == words


def test_seconds_are_told_as_hours(texts):
    assert counts_words(Measure(code="offline", numerator=7200, denominator=86_400), texts) == "2 h од 24 h"
    assert counts_words(Measure(code="visits", numerator=1204, denominator=900), texts) == "1.204 од 900"


def test_why_there_is_no_value(texts):
    assert why_words(Measure(code="visits", numerator=1, denominator=1, why="few"), texts) == "премало података"
    assert why_words(Measure(code="visits", numerator=1, denominator=1), texts) == ""


def test_a_month_has_a_name_and_other_days_are_told(texts):
    def period(first, last):
        return Period(first=date.fromisoformat(first).toordinal(), last=date.fromisoformat(last).toordinal())

    november = period("2026-11-01", "2026-11-23")
    assert period_words(november, texts, november.last) == "новембар 2026."
    assert period_words(november, texts) == "01.11.2026. – 23.11.2026."
    assert period_words(period("2026-02-01", "2026-02-28"), texts, november.last) == "фебруар 2026."
    assert period_words(period("2026-10-01", "2026-11-23"), texts) == "01.10.2026. – 23.11.2026."


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (Deadline(kind="days", days=30), "рок 30 дана"),
        (Deadline(kind="working_days", days=1), "рок 1 радни дан"),
        (Deadline(kind="at_once"), "рок одмах"),
        (Deadline(kind="booked"), "заказан дан"),
        (None, ""),
    ],
)
def test_deadlines(texts, deadline, words):
    assert deadline_words(deadline, texts) == words


def test_a_foot_has_component_counts_and_office(figures, texts):
    measure = figures.measures["not_asked"]
    expected = f"компонента 3 · {measure.numerator} од {measure.denominator} · канцеларија 67 %"
    assert foot_words(figures, "not_asked", texts) == expected
    line = figures.measures["offline"]
    share = round(100 * line.numerator / line.denominator)
    assert f"{share} % (" in foot_words(figures, "offline", texts)
    assert foot_words(figures, "offline", texts).endswith("канцеларија 3 %")  # of the same month, as a share
    assert told("not_asked", figures, texts).startswith("Подаци који се не траже од грађана: ")
