import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.actions.enrolling import Replaced
from clerk_app.app.aside import aside_of
from clerk_app.app.enrol import enrol
from clerk_app.app.secrets import high_mark_of
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.ports.keys import Mark
from clerk_app.settings.clock import SystemEntropy
from clerk_app.store.lock import FileLock, lock_of
from tests.faults.aftermath import desk_of
from tests.journeys.town import Terminal, Town, lines, place_of


def test_a_desk_is_not_enrolled_over(town: Town, tmp_path: Path) -> None:
    root = town.desk(tmp_path.name)
    with pytest.raises(Refused) as raised:
        enrol(place_of(root), town.url, town.code())
    assert raised.value.code == "already_enrolled"


def test_a_desk_that_is_replaced_where_it_stands_is_put_aside(town: Town, tmp_path: Path) -> None:
    root = town.desk(tmp_path.name)
    place, before = place_of(root), desk_of(root)
    kept = hashlib.sha256(place.paths.database.read_bytes()).hexdigest()
    new = enrol(place, town.url, town.code(), Replaced(before, ""))
    assert new.answer.desk == desk_of(root) != before
    files = [path for path in root.rglob("*-before*") if path.is_file()]
    assert kept in {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_centre_that_is_not_there_changes_nothing(town: Town, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        enrol(place_of(tmp_path), "https://127.0.0.1:9", town.code())
    assert not place_of(tmp_path).enrolled


def test_a_desk_that_another_program_has_open_is_left_alone_and_the_centre_is_not_even_asked(
    town: Town, tmp_path: Path
) -> None:
    root = town.desk(tmp_path.name)
    place, before = place_of(root), everything(root)
    held = FileLock(lock_of(place.paths.database))
    try:
        with pytest.raises(Unavailable, match="second_copy"):
            enrol(place, "https://127.0.0.1:9", town.code(), Replaced(desk_of(root)))
    finally:
        held.release()
    assert everything(root) == before


def test_a_replacement_that_fails_on_the_disk_leaves_the_desk_as_it_was_and_the_code_good(
    town: Town, tmp_path: Path
) -> None:
    root = town.desk(tmp_path.name)
    terminal, place, code = Terminal(root), place_of(root), town.code()
    assert terminal.as_clerk("sync", "--once", "--hold", "0").code == 0
    assert len(terminal.as_clerk("receive", stdin=lines(2)).numbers) == 2
    replaced, before = Replaced(desk_of(root)), everything(root)
    with pytest.raises(OSError, match="the disk is gone"):
        enrol(replace(place, entropy=Failing()), town.url, code, replaced)
    assert everything(root) == before
    new = enrol(place, town.url, code, replaced)
    assert new.answer.desk == desk_of(root) != replaced.desk
    assert (aside_of(place.paths, desk_of(root)).spool / "0000000002.parcel").exists()


class Failing(SystemEntropy):
    """Gives what the file's key needs, and fails at the subject of its first entry: the file is made by then."""

    def take(self, count: int) -> bytes:
        if count == 16:
            raise OSError("the disk is gone")
        return super().take(count)


def everything(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_no_mark_of_a_desk_before_outlasts_an_enrolment(town: Town, tmp_path: Path) -> None:
    """A trial centre gave the same code, its desk's folder is gone, the keyring is not: no new desk stops for that."""
    place = place_of(tmp_path)
    high_mark_of(place).write(Mark("A1", 50, bytes(32)))
    enrol(place, town.url, town.code())
    assert high_mark_of(place).read() == Mark(desk_of(tmp_path), 0, b"")


def test_a_mark_that_cannot_be_written_does_not_cost_the_code(town: Town, tmp_path: Path) -> None:
    place = place_of(tmp_path)
    place.paths.demo_mark.mkdir()
    assert enrol(place, town.url, town.code()).answer.desk == desk_of(tmp_path)
