"""Signing in: another clerk first after a restart, offline, with wrong passwords, with a grant that has ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.actions.session import Session
from clerk_app.app.open import prepare
from clerk_app.app.place import Place
from clerk_app.cli.frame import Exit
from clerk_app.domain.errors import SignIn
from tests.journeys.clocks import LaterClock, StoppedClock
from tests.journeys.town import (
    CLERK,
    PASSWORD,
    SECOND,
    SECOND_PASSWORD,
    SUPERVISOR,
    SUPERVISOR_PASSWORD,
    Terminal,
    Town,
    place_of,
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture
def place(town: Town, tmp_path: Path) -> Place:
    return place_of(town.desk(tmp_path.name))


@pytest.fixture
def no_line(town: Town) -> Iterator[None]:
    """The central is away until the test is over; to be asked for in the middle of one."""
    town.go_down()
    yield
    town.come_back()


def knock(place: Place, user: str, password: str) -> Session:
    """Start the desk, sign in, and end it again."""
    prepared = prepare(place)
    try:
        return prepared.signing_in.sign_in(user, password)
    finally:
        prepared.desk.close()


def refused(place: Place, user: str, password: str) -> SignIn:
    """Why nobody was let in."""
    with pytest.raises(SignIn) as caught:
        knock(place, user, password)
    return caught.value


def escrow_opened(town: Town) -> list[str]:
    with closing(sqlite3.connect(f"file:{town.database}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT user FROM audit WHERE what = 'escrow_opened' ORDER BY id").fetchall()
    return [user for (user,) in rows]


def test_a_second_clerk_is_the_first_after_a_restart(town: Town, place: Place, request: pytest.FixtureRequest) -> None:
    knock(place, CLERK, PASSWORD)
    before = escrow_opened(town)
    assert not knock(place, SECOND, SECOND_PASSWORD).offline
    assert escrow_opened(town) == [*before, SECOND]

    request.getfixturevalue("no_line")
    for user, password in ((SECOND, SECOND_PASSWORD), (CLERK, PASSWORD)):
        assert knock(place, user, password).offline
    assert refused(place, SUPERVISOR, SUPERVISOR_PASSWORD).code == "first_time_needs_centre"


def test_wrong_passwords_without_the_line_wait_longer_and_longer(place: Place, request: pytest.FixtureRequest) -> None:
    knock(place, CLERK, PASSWORD)
    request.getfixturevalue("no_line")
    stopped = replace(place, clock=StoppedClock())
    said = [refused(stopped, CLERK, f"погрешно {turn}") for turn in range(4)]
    assert [one.code for one in said] == ["password_wrong"] * 3 + ["password_wait"]
    assert [one.params["wait"] for one in said] == [0, 0, 4, 4]
    assert refused(stopped, CLERK, PASSWORD).code == "password_wait"


def test_a_wrong_password_with_the_line_is_the_centres_word(place: Place) -> None:
    terminal = Terminal(place.paths.root)
    for user, password in ((CLERK, "погрешно"), ("nepostojeci", PASSWORD)):
        wrong = terminal.as_clerk("queue", user=user, password=password)
        assert (wrong.code, wrong.error["error"]) == (Exit.NOT_SIGNED_IN, "password_wrong")
    assert terminal.as_clerk("queue").code == Exit.DONE


def test_a_grant_that_has_ended_lets_nobody_in_without_the_centre(place: Place, request: pytest.FixtureRequest) -> None:
    knock(place, CLERK, PASSWORD)
    late = replace(place, clock=LaterClock())
    assert not knock(late, CLERK, PASSWORD).offline  # with the centre, a clock that lies locks nobody out
    request.getfixturevalue("no_line")
    assert refused(late, CLERK, PASSWORD).code == "grant_expired"
