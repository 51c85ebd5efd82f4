"""The desk dies: its second folder brings everything to the centre, and a new desk takes its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.cli.frame import Exit
from tests.faults.aftermath import copies_of, desk_of, judged
from tests.journeys.town import Ended, Terminal, Town, forked_app, lines
from tests.support.central_process import address_of
from tests.support.centre_rows import rows

REQUESTS = 50


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path) as running:
        yield running


@pytest.fixture
def either_town(tmp_path: Path, centre_database: str) -> Iterator[Town]:
    """Its centre stands on SQLite, and once more on PostgreSQL."""
    with Town(tmp_path, centre_database) as running:
        yield running


def import_spool(town: Town, folder: Path) -> Ended:
    return forked_app("central", "--json", "import", str(folder), "--database", address_of(town.database))


def test_fifty_requests_outlive_the_disk_they_were_received_on(either_town: Town, tmp_path: Path) -> None:
    town = either_town
    root = town.desk("desk")
    copies = copies_of(root)
    terminal = Terminal(root, environment={"SALTER_COPY_TO": str(copies)})
    assert terminal.as_clerk("sync", "--once", "--hold", "0").code == Exit.DONE
    town.go_down()
    received = terminal.as_clerk("receive", stdin=lines(REQUESTS))
    assert len(received.numbers) == REQUESTS
    dead = desk_of(root)
    backup = shutil.copytree(root, tmp_path / "backup")
    shutil.rmtree(root)

    taken = import_spool(town, copies)
    assert taken.code == Exit.DONE
    assert (taken.told[0]["accepted"], taken.told[0]["refused"], taken.told[0]["failed"]) == (REQUESTS, 0, [])
    found = judged(town.database, dead, received.numbers)
    assert (found["lost"], found["doubled"], found["unnumbered"], found["gaps"]) == ([], 0, 0, [])
    assert len(found["numbers"]) == REQUESTS

    again = import_spool(town, copies)
    assert (again.told[0]["accepted"], again.told[0]["known"]) == (0, REQUESTS)
    assert judged(town.database, dead, received.numbers) == found

    town.come_back()
    arguments = ("--central", town.url, "--code", town.code(), "--replaces", dead)
    enrolled = Terminal(root).run("enrol", *arguments)
    assert enrolled.code == Exit.DONE
    assert enrolled.told[0]["desk"] != dead
    check_successor(town, root, received.numbers)
    check_fence(town, backup, dead)


def check_successor(town: Town, root: Path, earlier: list[str]) -> None:
    """The new desk gives numbers of its own, which the centre takes."""
    terminal = Terminal(root)
    assert terminal.as_clerk("sync", "--once", "--hold", "0").code == Exit.DONE
    received = terminal.as_clerk("receive", stdin=lines(2, "later"))
    assert not set(received.numbers) & set(earlier)
    assert terminal.as_clerk("sync", "--once").code == Exit.DONE
    found = judged(town.database, desk_of(root), received.numbers)
    assert (found["lost"], found["doubled"], found["unnumbered"], found["alarms"]) == ([], 0, 0, [])


def check_fence(town: Town, backup: Path, dead: str) -> None:
    """A backup of the dead desk that somebody starts again may give numbers, but the centre takes none of them."""
    fenced = "SELECT count(*) FROM desk WHERE code = :dead AND fenced IS NOT NULL"
    assert rows(address_of(town.database), fenced, dead=dead) == [(1,)]
    terminal = Terminal(backup)
    ghost = terminal.as_clerk("receive", stdin=lines(1, "ghost"))
    refused = terminal.as_clerk("sync", "--once")
    assert refused.code in {Exit.ATTENTION, Exit.FAILED, Exit.NOT_SIGNED_IN}
    found = judged(town.database, dead, [])
    assert not set(ghost.numbers) & set(found["numbers"])


def test_a_desk_that_is_replaced_where_it_stands_keeps_what_no_centre_has(town: Town) -> None:
    root = town.desk("desk")
    terminal = Terminal(root)
    assert terminal.as_clerk("sync", "--once", "--hold", "0").code == Exit.DONE
    town.go_down()
    before, received = desk_of(root), terminal.as_clerk("receive", stdin=lines(3))
    town.come_back()

    arguments = ("--central", town.url, "--code", town.code(), "--replaces", before)
    assert terminal.run("enrol", *arguments).code == Exit.DONE
    assert terminal.as_clerk("sync", "--once", "--hold", "0").code == Exit.DONE  # the same clerk, no wrap of before
    (aside,) = root.glob("spool.*-before")
    assert import_spool(town, aside).told[0]["accepted"] == 3
    found = judged(town.database, before, received.numbers)
    assert (found["lost"], found["doubled"], found["unnumbered"]) == ([], 0, 0)
    check_successor(town, root, received.numbers)
