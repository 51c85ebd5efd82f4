"""Only what cannot have happened is refused."""

from __future__ import annotations

import itertools

import pytest

from clerk_app.central.registry import SCRIPT
from clerk_app.central.registry_states import FOLLOWING, may_follow
from clerk_app.contract.registry import STATES
from clerk_app.domain.requests import CASE_STATES


def test_every_state_is_known_at_both_ends_of_the_line() -> None:
    assert set(STATES) == set(CASE_STATES) - {"received_here", "annulled"}
    assert set(FOLLOWING) == set(STATES)
    assert set().union(*FOLLOWING.values()) <= set(STATES)


def test_the_script_of_the_demonstration_can_happen() -> None:
    assert all(may_follow(state, before) for before, state in itertools.pairwise(("zaveden", *SCRIPT)))


@pytest.mark.parametrize("state", ["primljen", "zaveden"])
def test_nothing_is_received_or_registered_twice(state: str) -> None:
    assert not any(may_follow(state, before) for before in STATES if before != state)


@pytest.mark.parametrize("state", ["otpremljen", "dostavljen", "konacan"])
@pytest.mark.parametrize("before", ["zaveden", "u_radu", "neuredan_dopuna", "ceka_uplatu"])
def test_nothing_is_dispatched_or_final_that_was_never_decided(state: str, before: str) -> None:
    assert not may_follow(state, before)


def test_every_state_can_be_reached_and_left() -> None:
    reached, open_ = {"zaveden"}, ["zaveden"]
    while open_:
        for state in FOLLOWING[open_.pop()] - reached:
            reached.add(state)
            open_.append(state)
    assert reached == set(STATES) - {"primljen"}
    assert all(FOLLOWING.values())


def test_the_same_again_is_always_possible_and_from_an_annulled_case_nothing_is() -> None:
    assert all(may_follow(state, state) for state in STATES)
    assert not any(may_follow(state, "annulled") for state in STATES)
