import time
from datetime import UTC

from clerk_app.settings.clock import SystemClock, SystemEntropy


def test_a_stamp_lies_between_the_clock_readings_around_it():
    before = time.time_ns() // 1000
    stamp = SystemClock().stamp()
    assert before <= stamp.at <= time.time_ns() // 1000
    assert len(stamp.boot) == 8
    assert (stamp.offset, stamp.offset_age) == (None, None)


def test_time_only_grows_by_the_monotonic_clock_and_the_boot_stays():
    first, second = SystemClock().stamp(), SystemClock().stamp()
    assert first.mono <= second.mono
    assert first.boot == second.boot


def test_what_was_learned_of_the_centre_stands_in_the_stamp():
    clock = SystemClock()
    clock.learn(time.time_ns() // 1000 + 3_600_000_000)
    stamp = clock.stamp()
    assert stamp.offset is not None
    assert 3_500_000 < stamp.offset <= 3_600_000
    assert stamp.offset_age is not None


def test_now_and_local_are_one_moment():
    clock = SystemClock("Europe/Belgrade")
    assert clock.now().tzinfo is UTC
    assert abs((clock.local() - clock.now()).total_seconds()) < 100
    assert clock.local().utcoffset() != clock.now().utcoffset()


def test_random_bytes_are_as_many_as_asked_for_and_not_the_same_twice():
    assert len(SystemEntropy().take(16)) == 16
    assert SystemEntropy().take(16) != SystemEntropy().take(16)
