"""Events in order, deadlines by the pulse, nudges once."""

from __future__ import annotations

import threading

from clerk_app.sync.mailbox import MOST_ANSWERS, Answered, Ended, Mailbox, Nudged, RealPulse, Stopped
from tests.support.hand_moved_pulse import HandMovedPulse


def test_events_come_in_order_and_nudges_count_once() -> None:
    mailbox = Mailbox(HandMovedPulse())
    for event in (Nudged(), Ended("up"), Nudged(), Answered(b"x")):
        mailbox.post(event)
    assert [mailbox.take(0.0) for _ in range(4)] == [Nudged(), Ended("up"), Answered(b"x"), None]


def test_a_deadline_that_has_passed_gives_nothing() -> None:
    pulse = HandMovedPulse()
    assert Mailbox(pulse).take(pulse.now()) is None
    assert Mailbox(RealPulse()).take(RealPulse().now() + 0.001) is None


def test_a_deadline_that_passes_while_waiting_gives_nothing() -> None:
    pulse = HandMovedPulse()
    mailbox = Mailbox(pulse)
    got: list[object] = []
    thread = threading.Thread(target=lambda: got.append(mailbox.take(pulse.now() + 100)))
    thread.start()
    while thread.is_alive():
        pulse.advance(101)
        thread.join(0.01)
    assert got == [None]


def test_answers_wait_for_room_and_are_given_up_when_there_is_none() -> None:
    pulse = HandMovedPulse()
    mailbox = Mailbox(pulse)
    for _ in range(MOST_ANSWERS):
        assert mailbox.hand_over(Answered(b""), 9.0)
    assert not mailbox.hand_over(Answered(b""), 0.0)
    mailbox.take(0.0)
    assert mailbox.hand_over(Answered(b""), 0.0)


def test_once_stopped_it_stays_so_and_nobody_waits_for_room() -> None:
    mailbox = Mailbox(HandMovedPulse())
    mailbox.post(Stopped())
    for _ in range(MOST_ANSWERS + 1):
        assert mailbox.hand_over(Answered(b""), 9.0)
    assert mailbox.take(0.0) == Stopped()
    assert mailbox.stopped
