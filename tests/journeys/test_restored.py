"""A desk whose folder was put back from an old copy stops, and goes on as another desk; nothing is lost or doubled."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from clerk_app.cli.frame import Exit
from clerk_app.contract import canonical
from clerk_app.domain.bodies import DeskEnrolled, RequestReceived
from tests.faults.aftermath import copies_of, desk_of, judged
from tests.journeys.town import Ended, Terminal, Town, forked_app, lines

STOPPED = "desk_restored"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path) as running:
        yield running


class Office:
    """One computer of a town, its folder, and everything that its clerks were told."""

    def __init__(self, town: Town, *, second_folder: bool = False) -> None:
        self.town = town
        self.root = town.desk("desk")
        environment = {"SALTER_COPY_TO": str(copies_of(self.root))} if second_folder else {}
        self.terminal = Terminal(self.root, environment=environment)
        self.told: list[str] = []
        self.exchange()

    def exchange(self) -> None:
        assert self.terminal.as_clerk("sync", "--once").code == Exit.DONE

    def receive(self, count: int, name: str) -> list[str]:
        numbers = self.terminal.as_clerk("receive", stdin=lines(count, name)).numbers
        assert len(numbers) == count
        self.told += numbers
        return numbers

    def copy(self) -> Path:
        return shutil.copytree(self.root, self.root.with_name("copy"))

    def restore(self, copy: Path) -> None:
        """Put the copy in the place of the folder."""
        shutil.rmtree(self.root)
        shutil.copytree(copy, self.root)

    def replace(self) -> str:
        """Connect the computer as another desk; gives the code of the one before."""
        before = desk_of(self.root)
        arguments = ("--central", self.town.url, "--code", self.town.code(), "--replaces", before)
        assert self.terminal.run("enrol", *arguments).code == Exit.DONE
        assert desk_of(self.root) != before
        self.exchange()
        return before

    def says(self, command: str, stdin: str = "") -> Ended:
        return self.terminal.as_clerk(command, *(("--once",) if command == "sync" else ()), stdin=stdin)


def import_spool(town: Town, folder: Path) -> Ended:
    return forked_app("central", "--json", "import", str(folder), "--database", f"sqlite:///{town.database}")


def at_the_centre(town: Town, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{town.database}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, values).fetchall()


def check_stopped(office: Office) -> None:
    """Nothing is received or exchanged, with words; what is there can be read."""
    exchanged, received = office.says("sync"), office.says("receive", lines(2, "refused"))
    assert (exchanged.code, exchanged.error["error"]) == (Exit.FAILED, STOPPED)
    assert (received.code, received.out, received.error["error"]) == (Exit.FAILED, "", STOPPED)
    assert office.says("queue").code == Exit.DONE
    unsigned = office.terminal.run("sync", "--once")
    assert (unsigned.code, unsigned.error["error"]) == (Exit.FAILED, STOPPED)
    (found,) = [one for one in office.terminal.run("doctor").told[0]["checks"] if one["check"] == "journal"]
    assert (found["level"], found["code"]) == ("fault", STOPPED)


def check_first_entry(town: Town, desk: str, before: str) -> None:
    """The chain of the new desk begins with the desk that it replaces, and its last head that the centre knew."""
    ((body,),) = at_the_centre(town, "SELECT body FROM entry_body WHERE desk = ? AND seq = 1", desk)
    first = canonical.decode(bytes(body), DeskEnrolled)
    ((head, fenced),) = at_the_centre(town, "SELECT chain_head, fenced FROM desk WHERE code = ?", before)
    assert (first.replaces, first.replaced_head) == (before, head.hex())
    assert fenced


def test_it_stops_at_the_first_word_of_the_centre_and_goes_on_as_another_desk(town: Town) -> None:
    office = Office(town)
    office.receive(5, "before")
    office.exchange()
    copy = office.copy()
    office.receive(3, "after")
    office.exchange()
    office.restore(copy)

    check_stopped(office)
    check_stopped(office)

    before = office.replace()
    fresh = office.receive(2, "fresh")
    office.exchange()
    check_first_entry(town, desk_of(office.root), before)
    old, new = judged(town.database, before, office.told[:8]), judged(town.database, desk_of(office.root), fresh)
    for found in (old, new):
        assert (found["lost"], found["doubled"], found["unnumbered"], found["refused"]) == ([], 0, 0, [])
        assert (found["gaps"], found["serial_gaps"], found["alarms"]) == ([], False, [])
    assert sorted(old["numbers"] + new["numbers"]) == sorted(set(office.told))


def test_without_a_line_it_stops_at_the_mark_outside_its_folder(town: Town) -> None:
    office = Office(town)
    office.receive(5, "before")
    copy = office.copy()
    office.receive(3, "after")
    mark = (office.root / "demo-mark").read_bytes()
    office.restore(copy)
    (office.root / "demo-mark").write_bytes(mark)  # as a keyring, which no copy of the folder holds
    town.go_down()
    refused = office.says("receive", lines(2, "refused"))
    assert (refused.code, refused.out, refused.error["error"]) == (Exit.FAILED, "", STOPPED)


def test_without_a_line_it_stops_at_what_lies_in_the_second_folder_which_brings_it_all_to_the_centre(
    town: Town,
) -> None:
    """The disk is lost, and with it what the centre had not: the copy that is put back must not clear it away."""
    office = Office(town, second_folder=True)
    office.receive(5, "before")
    office.exchange()
    copy = office.copy()
    town.go_down()
    office.receive(3, "after")
    office.restore(copy)
    refused = office.says("receive", lines(2, "refused"))
    assert (refused.code, refused.out, refused.error["error"]) == (Exit.FAILED, "", STOPPED)

    town.come_back()
    before = office.replace()
    assert import_spool(town, copies_of(office.root) / before).told[0]["accepted"] == 3
    found = judged(town.database, before, office.told)
    assert (found["lost"], found["doubled"], found["unnumbered"], found["gaps"]) == ([], 0, 0, [])


def test_what_was_received_on_the_old_copy_before_anybody_could_know_goes_on_under_new_numbers(town: Town) -> None:
    """Worked on offline, without a mark: four citizens have papers with numbers of which three are others' too."""
    office = Office(town)
    office.receive(5, "before")
    office.exchange()
    copy = office.copy()
    office.receive(3, "after")
    office.exchange()
    office.restore(copy)
    town.go_down()
    twice = office.receive(4, "ghost")
    assert len(set(office.told)) == len(office.told) - 3
    town.come_back()
    check_stopped(office)
    assert len(list((office.root / "spool").glob("*.parcel"))) == 4

    before = office.replace()
    office.exchange()
    new = desk_of(office.root)
    numbers = at_the_centre(town, "SELECT desk, number, form, serial FROM request ORDER BY desk, seq")
    assert len(numbers) == 5 + 3 + 4
    assert len({number for _desk, number, _form, _serial in numbers}) == len(numbers)
    assert all(serial for _desk, _number, _form, serial in numbers)
    assert [desk for desk, *_rest in numbers].count(new) == 3
    old, fresh = judged(town.database, before, office.told), judged(town.database, new, [])
    assert (old["lost"], old["doubled"], fresh["doubled"]) == ([], 0, 0)
    noted = at_the_centre(town, "SELECT b.body FROM entry_body b JOIN request r USING (desk, seq) WHERE desk = ?", new)
    told = [canonical.decode(bytes(body), RequestReceived).findings[-1] for (body,) in noted]
    assert {(one.code, one.params["number"]) for one in told} == {("number_before", number) for number in twice[:3]}

    office.exchange()
    again = import_spool(town, office.root / f"spool.{new}-before").told[0]
    assert (again["accepted"], again["known"], again["refused"]) == (0, 1, 3)
    assert len(at_the_centre(town, "SELECT seq FROM request")) == len(numbers)
