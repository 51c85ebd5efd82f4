"""What is done once, and never in the way; whole days of it are in ``tests/journeys/test_restored.py``."""

from pathlib import Path

import pytest

from clerk_app.actions.enrolling import Replaced
from clerk_app.app.aside import aside_of
from clerk_app.app.enrol import enrol
from clerk_app.app.open import Prepared, prepare
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
    damaged = aside / "0000000001.parcel"
    damaged.write_bytes(b"no parcel")
    admitted(root)
    assert not done(aside)
    damaged.unlink()
    admitted(root)
    assert done(aside)
