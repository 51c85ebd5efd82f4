"""A body that is refused is halved, per network, and grows again once something longer goes through."""

from __future__ import annotations

from clerk_app.sync.body_sizes import FIRST_WHILE, LONGEST_WHILE, SMALLEST, BodySizes


class World:
    """A moment and a network that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.network = "office"
        self.sizes = BodySizes(lambda: self.network, lambda: self.now)


def test_all_goes_in_one_body_until_one_is_refused() -> None:
    world = World()
    assert world.sizes.most(5_000_000) == 5_000_000
    assert world.sizes.refused(5_000_000)
    assert world.sizes.most(5_000_000) == 2_500_000
    assert world.sizes.most(70_000) == 70_000


def test_it_is_halved_down_to_a_parcel_and_no_further() -> None:
    world = World()
    sent = [40_000]
    while world.sizes.refused(sent[-1]):
        sent.append(world.sizes.most(40_000))
    assert sent == [40_000, 20_000, 10_000, SMALLEST]


def test_another_network_is_another_matter() -> None:
    world = World()
    world.sizes.refused(100_000)
    world.network = "home"
    assert world.sizes.most(100_000) == 100_000
    world.network = "office"
    assert world.sizes.most(100_000) == 50_000


def test_it_grows_again_as_long_as_longer_ones_go_through() -> None:
    world = World()
    world.sizes.refused(100_000)
    world.sizes.took(50_000)
    assert world.sizes.most(100_000) == 50_000
    for expected in (100_000, 200_000):
        world.now += FIRST_WHILE
        assert world.sizes.most(1_000_000) == expected
        world.sizes.took(expected)
        assert world.sizes.most(1_000_000) == expected


def test_each_longer_one_that_is_refused_makes_the_next_try_later() -> None:
    world = World()
    world.sizes.refused(100_000)
    waits: list[float] = []
    for _ in range(9):
        began = world.now
        while world.sizes.most(1_000_000) == 50_000:
            world.now += FIRST_WHILE
        waits.append(world.now - began)
        assert world.sizes.refused(100_000)
        assert world.sizes.most(1_000_000) == 50_000
    assert waits[:3] == [FIRST_WHILE, 2 * FIRST_WHILE, 4 * FIRST_WHILE]
    assert waits[-1] == LONGEST_WHILE


def test_what_is_refused_though_it_was_taken_before_is_halved_at_once() -> None:
    world = World()
    world.sizes.refused(100_000)
    world.sizes.took(50_000)
    world.sizes.refused(50_000)
    assert world.sizes.most(100_000) == 25_000
