"""Streams until they are found wanting on a network, whole requests there for a while, then streams again."""

from __future__ import annotations

from clerk_app.sync.ways import FIRST_WHILE, LONGEST_WHILE, Ways


def found(ways: Ways, now: float) -> None:
    ways.doubt()
    assert ways.settle(now, heard=True)


def test_it_streams_until_there_is_a_doubt() -> None:
    ways = Ways()
    assert ways.streams(0.0)
    ways.doubt()
    assert not ways.streams(0.0)


def test_a_line_that_answers_nobody_was_cut_and_is_streamed_on_again() -> None:
    ways = Ways()
    ways.doubt()
    assert not ways.settle(0.0, heard=False)
    assert ways.streams(0.0)


def test_nobody_doubted_so_nothing_is_found() -> None:
    ways = Ways()
    assert not ways.settle(0.0, heard=True)
    assert ways.streams(0.0)


def test_each_finding_lasts_twice_as_long_up_to_a_bound() -> None:
    ways, now, lasted = Ways(), 100.0, []
    for _ in range(9):
        found(ways, now)
        lasts = FIRST_WHILE
        while not ways.streams(now + lasts):
            lasts *= 2
        lasted.append(lasts)
        assert not ways.streams(now + lasts / 2)
        now += 2 * LONGEST_WHILE
    assert lasted[:3] == [FIRST_WHILE, 2 * FIRST_WHILE, 4 * FIRST_WHILE]
    found(ways, now)
    assert ways.streams(now + LONGEST_WHILE)
    assert not ways.streams(now + LONGEST_WHILE - 1)


def test_a_stream_that_got_through_forgives() -> None:
    ways = Ways()
    found(ways, 0.0)
    found(ways, 1000.0)
    ways.streamed()
    assert ways.streams(1000.0)
    found(ways, 2000.0)
    assert ways.streams(2000.0 + FIRST_WHILE)


def test_what_is_found_on_one_network_says_nothing_of_another() -> None:
    at = ["office"]
    ways = Ways(lambda: at[0])
    found(ways, 0.0)
    at[0] = "home"
    assert ways.streams(1.0)
    at[0] = "office"
    assert not ways.streams(1.0)
