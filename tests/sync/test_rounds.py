"""One attempt after another, hurried by a nudge where that is allowed, ended by nothing but a stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from clerk_app.domain.errors import Unavailable
from clerk_app.sync.mailbox import Mailbox
from clerk_app.sync.retry import LONGEST_WAIT
from clerk_app.sync.rounds import WAIT_AFTER_TROUBLE, Next, Rounds
from tests.support.hand_moved_pulse import HandMovedPulse, Watch


class Counted:
    """Rounds whose attempts are counted and end as the test says."""

    def __init__(self) -> None:
        self.pulse = HandMovedPulse()
        self.watch = Watch()
        self.count = 0
        self.cuts = 0
        self.ending: Callable[[], Next] = lambda: Next(self.pulse.now() + 100)
        self.rounds = Rounds("rounds", Mailbox(self.pulse), self.pulse, self._attempt, self._cut)

    def until(self, count: int) -> None:
        self.watch.until(lambda: self.count >= count)

    def _attempt(self) -> Next:
        self.count += 1
        try:
            return self.ending()
        finally:
            self.watch.note()

    def _cut(self) -> None:
        self.cuts += 1


@pytest.fixture
def counted() -> Iterator[Counted]:
    made = Counted()
    yield made
    assert made.rounds.stop()
    assert made.cuts == 1


def test_the_first_attempt_is_made_at_once_and_a_nudge_hurries_the_next(counted: Counted) -> None:
    counted.rounds.start()
    counted.until(1)
    counted.rounds.nudge()
    counted.until(2)


def test_a_nudge_does_not_hurry_what_must_wait(counted: Counted) -> None:
    counted.ending = lambda: Next(counted.pulse.now() + 100, hurry=False)
    counted.rounds.start()
    counted.until(1)
    counted.rounds.nudge()
    counted.pulse.advance(50)
    assert counted.count == 1
    while counted.count < 2:
        counted.pulse.advance(50)


def raising(error: Exception) -> Callable[[], Next]:
    def end() -> Next:
        raise error

    return end


@pytest.mark.parametrize(
    ("error", "pause"), [(Unavailable("store_busy"), WAIT_AFTER_TROUBLE), (ZeroDivisionError(), LONGEST_WAIT)]
)
def test_no_error_ends_the_rounds(counted: Counted, error: Exception, pause: float) -> None:
    counted.ending = raising(error)
    counted.rounds.start()
    counted.until(1)
    while counted.count < 2:
        counted.pulse.advance(pause / 2)
