import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.journal import Stamp
from clerk_app.settings.failed_attempts import LONGEST_WAIT, Failures, wait_after


def at(mono: int, boot: bytes = b"boot-one") -> Stamp:
    return Stamp(at=0, boot=boot, mono=mono)


@pytest.mark.parametrize(("count", "seconds"), [(0, 0), (2, 0), (3, 4), (4, 8), (5, 16), (11, 900), (10**6, 900)])
def test_waits_double_up_to_a_quarter_of_an_hour(count, seconds):
    assert wait_after(count) == seconds


@given(st.integers(0, 10_000))
def test_a_wait_is_never_shorter_than_the_one_before_and_never_endless(count):
    assert wait_after(count) <= wait_after(count + 1) <= LONGEST_WAIT


@given(count=st.integers(0, 30), began=st.integers(0, 10**9), later=st.integers(0, 2 * 10**6))
def test_the_wait_ends_when_its_seconds_have_passed_and_not_before(count, began, later):
    failures = Failures(count, b"boot-one", began).carried_over(at(began + later))
    assert (failures.remaining(at(began + later)) == 0) == (later >= 1000 * wait_after(count))


@given(count=st.integers(3, 30), began=st.integers(0, 10**9), later=st.integers(0, 10**9))
def test_another_run_of_the_machine_waits_the_whole_wait(count, began, later):
    now = at(later, b"boot-two")
    assert Failures(count, b"boot-one", began).carried_over(now).remaining(now) == wait_after(count)


def test_one_more_failure_begins_its_own_wait():
    failures = Failures(2, b"boot-one", 0).another(at(7_000))
    assert (failures.count, failures.remaining(at(7_000))) == (3, 4)
