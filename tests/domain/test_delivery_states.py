"""Steps of a delivery as a graph: from the beginning to each state, from each to an end, and never in a circle."""

from __future__ import annotations

import pytest

from clerk_app.domain.delivery_bodies import NOTINGS
from clerk_app.domain.delivery_states import ENDED, NEXT, STATES, may_follow


def within_reach(state: str) -> set[str]:
    """Every state to which steps lead from one, itself among them."""
    found, ahead = {state}, [state]
    while ahead:
        last = ahead.pop()
        further = {to for to in STATES if may_follow(last, to)} - found
        found |= further
        ahead += further
    return found


def test_steps_lead_from_the_beginning_to_every_state() -> None:
    assert within_reach("prepared") == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_from_every_state_steps_lead_to_an_end_and_never_back(state: str) -> None:
    assert within_reach(state) & ENDED
    assert not any(state in within_reach(to) for to in STATES if may_follow(state, to))


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_has_ended_goes_no_further(state: str) -> None:
    assert within_reach(state) == {state}


def test_nothing_follows_a_state_that_is_none() -> None:
    assert not may_follow("thrown", "opened")
    assert set(NEXT) == set(STATES)


@pytest.mark.parametrize("noted", NOTINGS)
def test_whatever_a_desk_may_note_can_follow_something(noted: str) -> None:
    assert any(may_follow(state, noted) for state in within_reach("dispatched"))
