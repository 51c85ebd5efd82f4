"""What is done once, and never in the way; whole days of it are in ``tests/journeys/test_restored.py``."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clerk_app.actions.enrolling import Replaced
from clerk_app.app.aside import aside_of, put_all_aside
from clerk_app.app.enrol import enrol
from clerk_app.app.open import Prepared, prepare
from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.store.spool import STOPPED
from tests.faults.aftermath import desk_of
from tests.journeys.town import CLERK, PASSWORD, SECOND, SECOND_PASSWORD, Terminal, Town, lines, place_of


@pytest.fixture
def root(town: Town, tmp_path: Path) -> Path:
    """A desk with two requests that the centre does not have, and a new one in its place."""
    root = town.desk(tmp_path.name)
    terminal = Terminal(root)
    assert terminal.as_clerk("sync", "--once", "--hold", "0").code == 0
    assert len(terminal.as_clerk("receive", stdin=lines(2)).numbers) == 2
    return root


def replaced(town: Town, root: Path, *, stopped: bool) -> Path:
    """Connect it as another desk; gives the spool that lies aside."""
    if stopped:
        (root / "spool" / STOPPED).touch()
    before = desk_of(root)
    enrol(place_of(root), town.url, town.code(), Replaced(before))
    return aside_of(place_of(root).paths, desk_of(root)).spool


def admitted(root: Path, user: str = CLERK, password: str = PASSWORD) -> None:
    prepared: Prepared = prepare(place_of(root))
    try:
        prepared.admit(user, password)
    finally:
        prepared.close()


def at_the_centre(town: Town, desk: str) -> list[tuple[str]]:
    with closing(sqlite3.connect(f"file:{town.database}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT number FROM request WHERE desk = ?", (desk,)).fetchall()


def done(aside: Path) -> bool:
    return (aside / "taken-over").exists()


def test_it_is_done_once_by_a_clerk_who_was_there_before(town: Town, root: Path) -> None:
    aside = replaced(town, root, stopped=True)
    admitted(root, SECOND, SECOND_PASSWORD)  # has no wrap of the desk before
    assert not done(aside)
    admitted(root)
    assert done(aside)
    (aside / "0000000009.parcel").write_bytes(b"looked at no more")
    admitted(root)


def test_a_desk_that_was_replaced_for_another_reason_is_left_to_the_operator(town: Town, root: Path) -> None:
    aside = replaced(town, root, stopped=False)
    admitted(root)
    assert not done(aside)


def test_trouble_keeps_nobody_out_and_is_tried_again(town: Town, root: Path) -> None:
    aside = replaced(town, root, stopped=True)
    keys = aside_of(place_of(root).paths, desk_of(root)).keys
    away = keys.rename(keys.with_name("away"))
    admitted(root)
    assert not done(aside)
    away.rename(keys)
    admitted(root)
    assert done(aside)


@pytest.mark.parametrize("spoilt", [b"no parcel", bytes(MOST_BYTES + 1)])
def test_a_parcel_that_is_none_keeps_none_of_the_others_back(town: Town, root: Path, spoilt: bytes) -> None:
    """The disk has spoilt the first request: it goes on under a number of the new desk, and the second comes along."""
    aside = replaced(town, root, stopped=True)
    before = aside_of(place_of(root).paths, desk_of(root))
    first, second = sorted(before.spool.glob("*.parcel"))
    first.write_bytes(spoilt)
    admitted(root)
    assert done(aside)
    assert Terminal(root).as_clerk("sync", "--once").code == 0
    numbers = at_the_centre(town, desk_of(root))
    assert len(numbers) == 1
    assert second.exists()


def test_what_an_interrupted_enrolment_left_is_taken_over_by_the_next(town: Town, root: Path) -> None:
    """The power went after everything was put aside: the desk that should have followed never was."""
    (root / "spool" / STOPPED).touch()
    before = desk_of(root)
    put_all_aside(place_of(root).paths, "never-was")
    enrol(place_of(root), town.url, town.code(), Replaced(before))
    admitted(root)
    assert done(aside_of(place_of(root).paths, "never-was").spool)
