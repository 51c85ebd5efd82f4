"""The line's arithmetic, without a line."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from tests.link.profiles import PROFILES, Profile
from tests.link.shaping import Counts, Direction

PACKET = bytes(1000)


def direction(
    *, kbit: float = 80, delay: float = 0.0, queue: float = 1.5, loss: float = 0.0, seed: str = "1"
) -> Direction:
    made = Direction(kbit=kbit, delay=delay, queue=queue, loss=loss, seed=seed)
    made.shaped = True
    return made


def arrivals(line: Direction) -> Iterator[tuple[float, bytes]]:
    """Each packet with the moment at which it comes out."""
    while (at := line.next_at) is not None:
        assert line.due(at - 1e-9) == []
        yield from ((at, packet) for packet in line.due(at))


def test_a_packet_takes_its_bits_at_the_rate_and_then_the_delay() -> None:
    line = direction(kbit=80, delay=0.3)
    line.offer(5.0, PACKET)
    assert [at for at, _ in arrivals(line)] == [pytest.approx(5.0 + 0.1 + 0.3)]


def test_packets_wait_for_those_before_them_and_keep_their_order() -> None:
    line = direction()
    packets = [bytes([number]) * 1000 for number in range(5)]
    for packet in packets:
        line.offer(1.0, packet)
    came = list(arrivals(line))
    assert [packet for _, packet in came] == packets
    assert [at for at, _ in came] == [pytest.approx(1.0 + 0.1 * place) for place in range(1, 6)]


def test_a_line_that_was_idle_is_not_ahead_of_its_rate() -> None:
    line = direction()
    for at in (1.0, 9.0):
        line.offer(at, PACKET)
    assert [at for at, _ in arrivals(line)] == [pytest.approx(1.1), pytest.approx(9.1)]


def test_what_would_wait_too_long_is_dropped_at_the_tail() -> None:
    line = direction(queue=0.5)
    for number in range(20):
        line.offer(0.0, bytes([number]) * 1000)
    came = [packet[0] for _, packet in arrivals(line)]
    assert came == [0, 1, 2, 3, 4, 5]
    assert line.counts == Counts(packets=20, bytes=20_000, overflowed=14)


def test_a_dropped_packet_takes_no_time_and_a_lost_one_does() -> None:
    full, losing = direction(queue=0.05), direction(loss=1.0)
    for _ in range(2):
        full.offer(0.0, PACKET)
        losing.offer(0.0, PACKET)
    losing._loss = 0.0
    full.offer(0.2, PACKET)
    losing.offer(0.2, PACKET)
    assert [at for at, _ in arrivals(full)] == [pytest.approx(0.1), pytest.approx(0.3)]
    assert [at for at, _ in arrivals(losing)] == [pytest.approx(0.3)]
    assert (full.counts.overflowed, losing.counts.lost) == (1, 2)


@pytest.mark.parametrize("loss", [0.02, 0.3])
def test_the_share_that_is_lost_is_the_one_asked_for(loss: float) -> None:
    line = direction(loss=loss)
    for place in range(20_000):
        line.offer(float(place), PACKET)
    assert line.counts.lost / line.counts.packets == pytest.approx(loss, rel=0.15)


def test_the_same_seed_loses_the_same_packets_and_another_one_others() -> None:
    def lost(seed: str) -> list[int]:
        line = direction(loss=0.1, seed=seed)
        for place in range(500):
            line.offer(float(place), place.to_bytes(4))
        came = {int.from_bytes(packet) for _, packet in arrivals(line)}
        return [place for place in range(500) if place not in came]

    assert lost("3 up") == lost("3 up")
    assert lost("3 up") != lost("4 up") != lost("3 down")


def test_while_it_is_cut_nothing_enters_and_what_is_on_the_way_arrives() -> None:
    line = direction(delay=0.5)
    line.offer(0.0, b"before")
    line.cut = True
    line.offer(0.1, b"while")
    line.cut = False
    line.offer(0.2, b"after")
    assert [packet for _, packet in arrivals(line)] == [b"before", b"after"]
    assert line.counts.cut == 1


def test_a_line_that_is_not_shaped_yet_carries_everything_at_once() -> None:
    line = Direction(kbit=1, delay=9.0, queue=0.0, loss=1.0, seed="1")
    for _ in range(3):
        line.offer(2.0, PACKET)
    assert [at for at, _ in arrivals(line)] == [2.0] * 3


def test_counts_are_told_apart_by_when_they_were_taken() -> None:
    line = direction()
    line.offer(0.0, PACKET)
    before = line.counts.since(Counts())
    line.offer(0.0, PACKET)
    assert line.counts.since(before) == Counts(packets=1, bytes=1000)


def test_a_transfer_in_full_packets_takes_as_long_as_the_profile_says() -> None:
    profile = Profile("any", up=64, down=256, round_trip=0.6, loss=0.0)
    line = direction(kbit=profile.up, queue=1e9)
    for _ in range(100):
        line.offer(0.0, bytes(1400))
    *_, (last, _packet) = arrivals(line)
    assert last == pytest.approx(profile.seconds_up(100 * 1348))
    assert profile.seconds_down(1000) == pytest.approx(profile.seconds_up(1000) / 4)


def test_profiles_are_those_of_the_published_measurements() -> None:
    sat, rural = PROFILES["sat64"], PROFILES["rural256"]
    assert (sat.up, sat.down, sat.round_trip, sat.loss) == (64, 256, 0.6, 0.02)
    assert (rural.up, rural.down, rural.round_trip, rural.loss) == (256, 256, 0.2, 0.01)
    assert len(set(itertools.chain(PROFILES))) == len(PROFILES)
