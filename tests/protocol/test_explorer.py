"""The promises hold in every state there is, and each of them is needed: broken, it is found, with the way there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.protocol.explorer import Explored, explore
from tests.protocol.model import Model, Rules

ENTRIES = 2
NEEDED = {
    "known_ids_have_no_effect": "an entry happened twice",
    "have_stops_at_the_first_gap": "entry 1 is closed, and the centre does not have it",
    "numbers_are_kept": "entry 2 is closed, and the centre does not have it",
    "only_the_centre_closes": "entry 1 is closed, and the centre does not have it",
    "held_entries_are_named": "entry 1 is closed, and the centre does not have it",
}


type Record = Callable[[str, object], None]


def told(explored: Explored, entries: int, record: Record) -> None:
    record("model", (entries, explored.states, explored.steps, explored.wrong or "nothing", explored.stuck))


def test_nothing_is_lost_or_doubled_in_any_state_and_none_is_a_dead_end(record_property: Record) -> None:
    explored = explore(Model(ENTRIES))
    told(explored, ENTRIES, record_property)
    assert (explored.wrong, explored.way, explored.stuck) == ("", (), 0)
    assert explored.states > 10_000


def test_every_promise_is_tried() -> None:
    assert set(NEEDED) == set(Rules.__dataclass_fields__)


@pytest.mark.parametrize("promise", NEEDED)
def test_a_broken_promise_is_found_with_the_shortest_way_there(promise: str) -> None:
    explored = explore(Model(ENTRIES, replace(Rules(), **{promise: False})))
    assert explored.wrong == NEEDED[promise]
    assert explored.way[0] == "the clerk accepts an entry"
    assert 2 <= len(explored.way) < 12


@pytest.mark.soak
def test_three_entries(record_property: Record) -> None:
    explored = explore(Model(3, holding=False))
    told(explored, 3, record_property)
    assert (explored.wrong, explored.stuck) == ("", 0)
