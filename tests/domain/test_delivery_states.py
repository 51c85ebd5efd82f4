"""Steps of a delivery: each state can be reached, and what has ended goes no further."""

from __future__ import annotations

from clerk_app.domain.delivery_bodies import NOTINGS
from clerk_app.domain.delivery_states import ENDED, NEXT, STATES, may_follow


def test_every_state_is_reached_and_the_ended_ones_lead_nowhere() -> None:
    assert set(NEXT) == set(STATES)
    reached = {"prepared"}.union(*NEXT.values())
    assert reached == set(STATES)
    assert {state for state, following in NEXT.items() if not following} == ENDED
    assert not may_follow("delivered", "opened")
    assert not may_follow("thrown", "opened")
    assert all(any(may_follow(state, noted) for state in STATES) for noted in NOTINGS)
