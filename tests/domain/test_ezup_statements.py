"""Who obtains a record: in a desk the order decides, between desks the clocks; where these are unsure, the party."""

from __future__ import annotations

from itertools import permutations

from clerk_app.domain.ezup_statements import DOUBT, Said, last_word


def said(desk: str, order: int, at: int, by: str) -> Said:
    return Said(desk=desk, order=order, at=at, by=by)  # type: ignore[arg-type]


def test_nobody_has_said_anything() -> None:
    assert last_word([]) is None


def test_within_a_desk_the_order_counts_whatever_its_clock_does() -> None:
    first, last = said("A1", 1, 10 * DOUBT, "body"), said("A1", 2, DOUBT, "party")
    assert last_word([first, last]) == last_word([last, first]) == last


def test_between_desks_the_later_counts_and_the_party_where_it_is_unsure() -> None:
    party, soon, later = said("A1", 9, 0, "party"), said("B2", 1, DOUBT, "body"), said("B2", 1, DOUBT + 1, "body")
    assert last_word([party, soon]) == party
    assert last_word([party, later]) == later
    assert last_word([said("A1", 9, DOUBT, "party"), said("B2", 1, 0, "body")]) == said("A1", 9, DOUBT, "party")


def test_the_order_in_which_they_come_does_not_matter() -> None:
    some = [said("A1", 1, 5, "body"), said("A1", 2, 3, "party"), said("B2", 7, DOUBT * 3, "body")]
    assert {last_word(one) for one in permutations(some)} == {some[2]}
