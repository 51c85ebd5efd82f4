"""How the line was is kept by stretches: what was measured, as often as it was, and no more than a week."""

from __future__ import annotations

from clerk_app.ports.line_record import Pace
from clerk_app.sync.pace import MOST, STRETCH, PaceLog


class Moments:
    def __init__(self) -> None:
        self.now = 1000 * STRETCH
        self.log = PaceLog(lambda: self.now)


def test_a_stretch_has_the_last_that_was_measured_in_it() -> None:
    at = Moments()
    at.log.measured(9000)
    at.log.delayed(640)
    at.now += STRETCH // 2
    at.log.measured(7000)
    at.log.measured(7000)
    at.log.measured(0)
    at.log.delayed(0)
    assert at.log.since(0) == (Pace(1000 * STRETCH, 7000, 640),)


def test_a_rate_that_was_not_measured_anew_is_not_told_of_the_next_stretch() -> None:
    at = Moments()
    at.log.measured(9000)
    at.now += STRETCH
    at.log.measured(9000)
    assert [pace.begins for pace in at.log.since(0)] == [1000 * STRETCH]
    at.log.measured(9001)
    assert [pace.begins for pace in at.log.since(0)] == [1000 * STRETCH, 1001 * STRETCH]


def test_what_is_saved_once_is_not_saved_again() -> None:
    at = Moments()
    at.log.measured(9000)
    assert at.log.unsaved() == [Pace(1000 * STRETCH, 9000, 0)]
    assert at.log.unsaved() == []
    at.log.delayed(3)
    assert at.log.unsaved() == [Pace(1000 * STRETCH, 9000, 3)]


def test_it_goes_on_from_what_was_kept_and_forgets_what_is_older_than_a_week() -> None:
    at = Moments()
    at.log.recover(Pace(number * STRETCH, 5, 5) for number in range(MOST))
    at.now = MOST * STRETCH
    at.log.measured(1)
    assert len(at.log.since(0)) == MOST
    assert at.log.since(0)[0].begins == STRETCH
    assert at.log.since(at.now) == (Pace(at.now, 1, 0),)
