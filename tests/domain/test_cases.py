"""The order of a case's steps."""

from __future__ import annotations

import pytest

from clerk_app.domain import cases
from clerk_app.domain.requests import CASE_STATES


@pytest.mark.parametrize(
    ("state", "to", "payment", "code"),
    [
        ("zaveden", "u_radu", "", ""),
        ("zaveden", "u_radu", "issued", "payment_missing"),
        ("zaveden", "u_radu", "paid", ""),
        ("zaveden", "neuredan_dopuna", "issued", ""),
        ("zaveden", "resen_usvojen", "pending", "payment_missing"),
        ("ceka_uplatu", "ceka_podatke", "issued", "payment_missing"),
        ("zaveden", "obustavljen", "issued", ""),
        ("u_radu", "u_radu", "", "transition_impossible"),
        ("neuredan_dopuna", "resen_usvojen", "", "transition_impossible"),
        ("resen_usvojen", "u_radu", "", "transition_impossible"),
        ("zalba", "u_radu", "", ""),
        ("arhiviran", "resen_usvojen", "", "transition_impossible"),
        ("received_here", "zaveden", "", ""),
        ("u_radu", "of_next_year", "", "state_unknown"),
    ],
)
def test_which_step_may_follow(state: str, to: str, payment: str, code: str) -> None:
    assert cases.refused(state, to, payment) == code


def test_every_state_can_be_reached_and_left() -> None:
    reached = frozenset().union(*cases.NEXT.values())
    assert set(cases.NEXT) == set(cases.STATES)
    assert reached == set(cases.STATES) - {"primljen"}
    assert all(cases.NEXT[state] for state in cases.STATES)
    assert set(cases.STATES) < set(CASE_STATES)


def test_a_supplemented_case_is_worked_on_again_unless_it_is_not_paid() -> None:
    assert (cases.resumed(), cases.resumed("paid"), cases.resumed("issued")) == ("u_radu", "u_radu", "ceka_uplatu")
