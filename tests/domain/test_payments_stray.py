"""What is told of payments that belong to nothing names nobody, and belongs to the day on which it was reported."""

from __future__ import annotations

import pytest

from clerk_app.domain.payments_stray import StrayPayment, StrayPayments, nameless


def stray(at: int) -> StrayPayment:
    return StrayPayment(id=str(at), at=at, outcome="unmatched", why="reference_unknown", told="", amount=1)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("59013", "59013"),
        ("A1-000001-0-R", "A1-000001-0-R"),
        ("1403988985008", "140398••••••8"),
        ("990481403988985008", "99048140398••••••8"),
        ("9991403988985008/2026", "999140398••••••8/2026"),
        ("1403988985007", "1403988985007"),
        ("", ""),
    ],
)
def test_a_persons_number_is_masked(told: str, shown: str) -> None:
    assert nameless(told) == shown


def test_each_is_of_one_day() -> None:
    known = StrayPayments(lines=tuple(map(stray, (30, 20, 10))))
    assert [one.at for one in known.between(10, 30)] == [20, 10]
    assert StrayPayments().between(0, 2**62) == ()
