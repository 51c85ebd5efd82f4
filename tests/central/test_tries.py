"""Tries of names: counted, waited for, forgotten, and never more than there is room for."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from clerk_app.central.clock import HOUR, SECOND
from clerk_app.central.schema import SIGN_IN_TRY
from clerk_app.central.tries import FREE_FAILURES, Tries
from clerk_app.domain.errors import SignIn
from tests.central.conftest import Running

_MOST = 3


def wait_of(centre: Running, tries: Tries, user: str) -> int:
    """Begin a try; the seconds that it must wait, 0 if it was let through."""
    try:
        with centre.central.parts.database.write() as connection:
            tries.begin(connection, user)
    except SignIn as refused:
        return int(refused.params["wait"])
    return 0


@pytest.fixture
def tries(centre: Running) -> Tries:
    return Tries(centre.central.parts.keys, centre.clock, most=_MOST)


def test_waits_double_up_to_an_hour(centre: Running, tries: Tries) -> None:
    assert [wait_of(centre, tries, "a") for _ in range(FREE_FAILURES)] == [0] * FREE_FAILURES
    waits = []
    for _ in range(14):
        waits.append(wait_of(centre, tries, "a"))
        centre.clock.at += waits[-1] * SECOND
        assert wait_of(centre, tries, "a") == 0
    assert waits == [min(2**power, HOUR // SECOND) for power in range(14)]


def test_a_name_that_got_in_begins_anew(centre: Running, tries: Tries) -> None:
    for _ in range(3):
        assert [wait_of(centre, tries, "a") for _ in range(FREE_FAILURES)] == [0] * FREE_FAILURES
        with centre.central.parts.database.write() as connection:
            tries.forget(connection, "a")


def test_rows_are_bounded_and_who_waits_is_kept(centre: Running, tries: Tries) -> None:
    for _ in range(FREE_FAILURES):
        assert wait_of(centre, tries, "waits") == 0
    for number in range(3 * _MOST):
        assert wait_of(centre, tries, f"name {number}") == 0
    with centre.central.parts.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(SIGN_IN_TRY)).scalar_one() == _MOST
        names = connection.execute(select(SIGN_IN_TRY.c.name)).scalars().all()
    assert all(len(name) == 32 for name in names)
    assert wait_of(centre, tries, "waits") == 1
