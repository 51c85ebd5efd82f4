"""Desks that come back together do not trample the centre: a small share of ``tests.bench.stampede``."""

from __future__ import annotations

import pytest

from tests.bench.stampede import RULES, STORIES, Costs, Story, simulate

FEW = 400
DEAR = Costs(connection=0.03, exchange=0.005, request=0.0017, refusal=0.003)
"""So that few desks are as many."""


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_product_is_done_sooner_than_careless_programs_and_knocks_less(story: Story) -> None:
    told = {name: simulate(story, rule, seed=1, costs=DEAR, desks=FEW) for name, rule in RULES.items()}
    ours = told.pop("this program")
    for other in told.values():
        assert len(ours.tries) < len(other.tries)
        assert ours.wasted < other.wasted
        assert len(ours.done) >= len(other.done)
        assert ours.done[-1] <= other.done[-1]


def test_every_desk_that_had_something_to_send_is_done() -> None:
    fleet = simulate(STORIES[0], RULES["this program"], seed=2, desks=FEW)
    assert 0.6 * FEW < len(fleet.done) < 0.8 * FEW
    assert all(0.0 <= at < 60.0 for at in fleet.done)
