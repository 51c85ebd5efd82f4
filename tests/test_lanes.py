"""Lanes: work in order, outcomes to whoever wants them."""

from __future__ import annotations

import threading

import pytest

from clerk_app.domain.errors import Unavailable
from clerk_app.lanes import Lane, at_once


def test_a_call_gives_the_result_or_the_error_to_the_waiting_caller():
    lane = Lane("calls", at_once)
    try:
        assert lane.call(lambda: 7, 5.0) == 7
        with pytest.raises(Unavailable, match="disk_full"):
            lane.call(_full_disk, 5.0)
    finally:
        assert lane.close()


def test_a_call_that_the_lane_does_not_come_to_is_given_up():
    lane, gate, ran = Lane("calls", at_once), threading.Event(), []
    try:
        lane.submit(lambda: gate.wait(5.0))
        with pytest.raises(Unavailable, match="lane_busy"):
            lane.call(lambda: ran.append(1), 0.01)
    finally:
        gate.set()
        assert lane.close()
    assert ran == []


def _full_disk() -> None:
    raise Unavailable("disk_full")
