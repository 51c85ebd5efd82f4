import threading

import pytest

from clerk_app.settings.bounded_call import call_within


def test_what_comes_back_in_time_is_given():
    assert call_within(5, lambda: 7, name="t") == 7


def test_what_is_raised_on_the_other_thread_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        call_within(5, lambda: 1 // 0, name="t")


def test_what_does_not_come_back_is_left_behind():
    gate = threading.Event()
    with pytest.raises(TimeoutError):
        call_within(0.01, gate.wait, name="t")
    gate.set()
