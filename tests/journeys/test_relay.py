"""An office whose line is down exchanges by its relay: nothing is lost, nothing happens twice, neighbours are found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.ports.desk_file import ListFilter
from clerk_app.store.requests import DeskRequests
from tests.journeys.relay_day import OPEN, Office, OfficeDesk
from tests.support.centre_rows import rows


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.close()


def received(office: Office) -> list[tuple[int, ...]]:
    """How many entries and requests the centre has, and how many of them are different."""
    counted = "SELECT count(*), count(DISTINCT desk || seq) FROM entry WHERE kind = 'request.received'"
    return [*rows(office.centre.database, counted), *rows(office.centre.database, "SELECT count(*) FROM request")]


def generation(desk: OfficeDesk) -> int:
    key = desk.book.key()
    return key.generation if key is not None else 0


def marks(desk: OfficeDesk) -> set[str]:
    """Where the requests that a desk received are said to stand."""
    found = DeskRequests(desk.desk.file.database, desk.desk.clock).page(ListFilter(scope="all"), limit=99)
    return {view.mark for view in found if view.origin == "here"}


def ways(desk: OfficeDesk) -> set[tuple[str, str]]:
    """By which carriers its parcels went, and what became of them."""
    return {(one.carrier, one.fate) for one in desk.passed.newest(99)}


def test_what_one_counter_receives_in_the_dark_is_found_at_the_next_and_numbered_when_the_relay_has_a_line(
    office: Office,
) -> None:
    here, there = office.desks
    office.ready()
    office.go_dark()
    for who in range(5):
        here.accept(who)
    there.accept(100)
    here.until(lambda: len(here.seen()) == 1)
    there.until(lambda: len(there.seen()) == 5)
    assert there.seen()[0].desk == here.code
    assert there.seen()[0].counter == "1"
    here.until(lambda: here.relays[-1].works and here.relays[-1].there == 5)
    assert here.desk.scalar(OPEN) == 5
    assert marks(here) == {"relayed"}
    assert ("relay", "left") in ways(here)
    office.relay_wan.mend()
    here.until(lambda: here.registered(5))
    assert marks(here) == {"accepted"}
    assert ("relay", "answered") in ways(here)
    assert {fate for carrier, fate in ways(here) if carrier == "relay"} == {"answered"}
    there.until(lambda: there.registered(1))
    here.until(lambda: not here.seen())
    there.until(lambda: not there.seen())
    assert received(office) == [(6, 6), (6,)]
    assert (here.alarms, there.alarms) == ([], [])
    assert here.links[-1].kind == "down"


def test_a_relay_that_is_killed_in_the_middle_is_done_without_and_nothing_happens_twice(office: Office) -> None:
    here, there = office.desks
    office.ready()
    office.go_dark()
    for who in range(30):
        here.accept(who)
    here.until(lambda: here.relays[-1].there > 0)
    office.relay.kill()
    for who in range(30, 40):
        here.accept(who)
    here.until(lambda: not here.relays[-1].works)
    office.wan.mend()
    here.engine.nudge()
    here.until(lambda: here.registered(40))
    assert here.links[-1].kind != "down"
    office.relay.start()
    office.relay_wan.mend()
    there.accept(100)
    there.engine.nudge()
    there.until(lambda: there.registered(1))
    assert received(office) == [(41, 41), (41,)]
    assert (here.alarms, there.alarms) == ([], [])


def test_a_relay_on_an_old_copy_of_its_folder_is_given_again_what_it_lost(office: Office, tmp_path: Path) -> None:
    here, _ = office.desks
    office.ready()
    office.relay.stop()
    shutil.copytree(office.relay.folder, tmp_path / "copy")
    office.relay.start()
    office.go_dark()
    for who in range(5):
        here.accept(who)
    here.until(lambda: here.relays[-1].there == 5)
    office.relay.kill()
    shutil.rmtree(office.relay.folder)
    shutil.copytree(tmp_path / "copy", office.relay.folder)
    here.until(lambda: not here.relays[-1].works)
    office.relay.start()
    office.relay_wan.mend()
    here.until(lambda: here.relays[-1].works)
    here.until(lambda: here.registered(5))
    assert here.links[-1].kind == "down"
    assert received(office) == [(5, 5), (5,)]


def test_a_relay_of_another_office_and_a_key_that_is_not_the_newest_do_no_harm_and_are_said(office: Office) -> None:
    here, there = office.desks
    office.ready()
    foreign = office.new_relay("foreign", "mk-uzorno")
    office.addresses.insert(0, foreign.address)
    office.relay_wan.cut()
    office.retire(there.code)
    here.until(lambda: generation(here) == 2)
    office.go_dark()
    here.accept(1)
    here.until(lambda: here.relays[-1].code == "relay_key_old")
    there.accept(100)
    office.relay_wan.mend()
    office.relay.stop()
    office.relay.start()
    here.until(lambda: here.relays[-1].works)
    there.until(lambda: there.relays[-1].code == "office_key_old")
    here.until(lambda: here.registered(1))
    assert there.desk.scalar(OPEN) == 1
    assert here.seen() == ()
