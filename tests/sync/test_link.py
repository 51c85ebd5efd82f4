"""What is measured, and what is foretold from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.sync.link import FASTEST, SLOW_BYTES, THIN, Meter, Taken, forecast, kind_of, silent_kind


def begun(at: float = 10.0) -> Meter:
    """A meter that has heard its first confirmation at this moment."""
    meter = Meter()
    meter.begin(at - 5.0)
    meter.settle(3000, at)
    return meter


def test_the_rate_is_what_was_confirmed_in_the_time_it_took() -> None:
    meter = begun()
    meter.settle(8000, 11.0)
    assert meter.rate == pytest.approx(8000)
    meter.settle(8000, 13.0)
    assert 4000 < meter.rate < 8000


def test_dialling_and_the_first_round_trip_are_not_taken_for_a_thin_line() -> None:
    meter = Meter()
    meter.begin(10.0)
    meter.settle(0, 11.0)
    meter.settle(4000, 14.0)
    assert meter.rate == 0
    meter.settle(8000, 15.0)
    assert meter.rate == pytest.approx(8000)
    meter.begin(60.0)
    meter.settle(4000, 64.0)
    assert meter.rate == pytest.approx(8000)


def test_where_nothing_more_comes_all_that_is_known_counts_while_nothing_is() -> None:
    meter = Meter()
    meter.begin(10.0)
    meter.settle(6000, 12.0, more=False)
    assert meter.rate == pytest.approx(3000)
    meter.begin(20.0)
    meter.settle(6000, 26.0, more=False)
    assert meter.rate == pytest.approx(3000)


def test_small_parcels_and_no_time_say_nothing_of_the_line() -> None:
    meter = begun()
    meter.settle(200, 11.0)
    meter.settle(0, 12.0)
    assert meter.rate == 0


def test_confirmations_in_a_burst_are_not_taken_for_a_fast_line() -> None:
    meter = begun()
    for place in range(4):
        meter.settle(8000, 10.5 + place / 1000)
    assert meter.rate == 0
    meter.settle(8000, 15.0)
    assert meter.rate == pytest.approx(8000)


@given(st.lists(st.tuples(st.integers(2048, 10**6), st.floats(1.001, 100)), min_size=1))
def test_the_rate_stays_between_what_was_seen(samples: list[tuple[int, float]]) -> None:
    now = 10.0
    meter = begun(now)
    seen = []
    for size, took in samples:
        before, now = now, now + took
        seen.append(size / (now - before))
        meter.settle(size, now)
    assert min(seen) * 0.999 <= meter.rate <= max(seen) * 1.001


def test_the_forecast_is_a_range_of_minutes() -> None:
    low, high = forecast(4_000_000, 4.0, 4000) or (0, 0)
    assert low <= 1_000_000 / 4000 / 60 <= high
    assert forecast(0, 4.0, 4000) is None
    assert forecast(100, 4.0, 0) is None


@pytest.mark.parametrize(
    ("rate", "minutes", "kind"),
    [
        (0, None, "good"),
        (SLOW_BYTES, (0, 1), "good"),
        (SLOW_BYTES - 1, None, "slow"),
        (10 * SLOW_BYTES, (2, 4), "slow"),
    ],
)
def test_good_or_slow(rate: float, minutes: tuple[int, int] | None, kind: str) -> None:
    assert kind_of(rate, minutes) == kind


def test_a_desk_that_has_stopped_is_not_the_lines_fault() -> None:
    assert silent_kind("desk_restored") == "stopped"
    assert silent_kind("line_down") == "down"


def test_a_line_that_does_it_all_in_a_moment_is_known_to_be_fast_at_once() -> None:
    meter = Meter()
    meter.begin(10.0)
    meter.settle(8192, 10.05)
    assert meter.rate >= THIN
    slow = Meter()
    slow.begin(10.0)
    slow.settle(8192, 10.07)
    assert slow.rate == 0.0


def test_what_a_line_was_seen_to_do_makes_it_fast_and_never_thinner() -> None:
    meter = begun()
    meter.settle(8000, 11.0)
    meter.passed(THIN - 1.0)
    assert meter.rate == pytest.approx(8000)
    meter.passed(2.0 * THIN)
    meter.passed(1.5 * THIN)
    assert meter.rate == 2 * THIN
    meter.passed(1e9)
    assert meter.rate == FASTEST


def test_what_only_buffers_took_says_nothing_and_then_the_waiting_counts() -> None:
    taken = Taken(1000)
    for _ in range(2):
        taken.note(1000, 0.0)
        assert taken.rate == 0
    taken.note(1000, 0.5)
    assert taken.rate == pytest.approx(6000)


def test_what_a_line_took_long_ago_counts_for_little() -> None:
    taken = Taken(1000)
    taken.note(3000, 0.0)
    for _ in range(20):
        taken.note(1000, 1.0)
    assert taken.rate == pytest.approx(1000, rel=0.2)
