from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.index_line import SECOND, dark_spans, merged

DAY = 86_400 * SECOND
MIDNIGHTS = [place * DAY for place in range(4)]


def test_an_outage_over_midnight_is_cut_there() -> None:
    spans = dark_spans([(DAY - DAY // 4, DAY + DAY // 2)], 100, MIDNIGHTS)
    assert [(one.day, one.begins, one.ends, one.seconds) for one in spans] == [
        (100, 0.75, 1.0, 21_600),
        (101, 0.0, 0.5, 43_200),
    ]


def test_what_lies_outside_is_left_out() -> None:
    assert dark_spans([(-5, 0), (3 * DAY, 4 * DAY)], 1, MIDNIGHTS) == ()
    assert dark_spans([(0, DAY)], 1, MIDNIGHTS[:1]) == ()


def test_a_moment_that_two_outages_cover_counts_once() -> None:
    assert merged([(10, 30), (20, 40), (50, 60), (60, 70), (80, 80)]) == ((10, 40), (50, 70))


@given(st.lists(st.tuples(st.integers(0, 3 * DAY), st.integers(0, 3 * DAY)), max_size=20))
def test_no_day_is_longer_than_itself(outages: list[tuple[int, int]]) -> None:
    spans = dark_spans(outages, 1, MIDNIGHTS)
    for day in (1, 2, 3):
        assert sum(one.seconds for one in spans if one.day == day) <= 86_400
    assert all(0 <= one.begins < one.ends <= 1 for one in spans)
