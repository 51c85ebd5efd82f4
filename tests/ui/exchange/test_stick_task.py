"""A stick being filled or emptied: one at a time, with its outcome, and given up without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.domain.errors import Cancelled, Unavailable
from clerk_app.lanes import InlineLane
from clerk_app.ui.exchange.stick_task import StickDoor, StickTask
from tests.support.fake_stick import FakeStick
from tests.ui.devices.test_saving import Standing

ROOT = Path("/media/KURIR")


def task_of(stick: FakeStick, lane) -> StickTask:
    return StickTask(lane, StickDoor(lambda: stick.found, stick.carry, stick.bring))


@pytest.fixture
def stick():
    return FakeStick()


def test_filling_and_emptying_end_with_what_they_came_to(stick, qapp):
    task = task_of(stick, InlineLane())
    told: list[tuple[str, int]] = []
    task.changed.connect(lambda: told.append((task.doing, task.done)))
    task.carry(ROOT)
    assert (task.taken, task.brought, task.error, task.doing) == (stick.taken, None, None, "")
    task.bring(ROOT)
    assert (task.taken, task.brought) == (None, stick.brought)
    assert stick.asked == [("carry", ROOT), ("bring", ROOT)]
    assert told[:4] == [("carry", 0), ("carry", 50), ("carry", 100), ("", 100)]


def test_an_error_is_kept_and_a_bug_is_raised(stick, qapp):
    stick.error = Unavailable("stick_full")
    task = task_of(stick, InlineLane())
    task.carry(ROOT)
    assert (task.error, task.taken, task.doing) == (stick.error, None, "")
    stick.error = Cancelled()
    task.bring(ROOT)
    assert (task.error, task.brought) == (None, None)
    with pytest.raises(ZeroDivisionError):
        task._on_failed(ZeroDivisionError())


def test_one_at_a_time_and_given_up_it_says_nothing(stick, qapp):
    lane = Standing()
    task = task_of(stick, lane)
    task.carry(ROOT)
    task.bring(ROOT)
    assert len(lane.jobs) == 1
    task.give_up()
    assert task.doing == ""
    lane.jobs[0]()
    assert (task.taken, task.error) == (None, None)
