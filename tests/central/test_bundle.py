"""A stick with the bundles of several desks: each file is judged by itself, and the whole may come again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from clerk_app.central.bundle import take_bundles
from clerk_app.central.clock import DAY
from clerk_app.central.schema import AUDIT, NUMBER_LEASE
from clerk_app.contract.bundle import KEPT_DAYS
from clerk_app.domain.errors import Invalid
from tests.support.stick_world import StickTown, damage, error_of


@pytest.fixture
def town(tmp_path: Path) -> Iterator[StickTown]:
    made = StickTown(tmp_path / "town")
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "KURIR").mkdir()
    return tmp_path / "KURIR"


def test_every_desk_on_the_stick_is_taken_and_answered(town: StickTown, stick: Path) -> None:
    desks = [town.desk() for _ in range(3)]
    for count, desk in enumerate(desks, start=1):
        desk.receive(count)
        desk.carry(stick)
    report = town.take(stick)
    assert [(one.accepted, one.answers, one.failed) for one in report.desks] == [(1, 1, ()), (2, 1, ()), (3, 1, ())]
    assert [desk.bring(stick).numbers for desk in desks] == [1, 2, 3]
    with town.parts.database.read() as connection:
        noted = connection.execute(select(AUDIT.c.desk).where(AUDIT.c.what == "bundle_taken")).scalars().all()
    assert sorted(noted) == sorted(desk.code for desk in desks)


def test_answers_go_to_another_stick_and_the_first_stays_as_it_is(town: StickTown, stick: Path) -> None:
    desk, other = town.desk(), stick.with_name("BACK")
    other.mkdir()
    desk.receive(2)
    desk.carry(stick)
    before = sorted(path.name for path in stick.rglob("*"))
    town.take(stick, other)
    assert sorted(path.name for path in stick.rglob("*")) == before
    assert error_of(lambda: desk.bring(stick)) == "bundle_none"
    assert desk.bring(other).confirmed == 2


def test_a_running_centre_that_holds_the_lease_gives_the_numbers_and_the_answer_does_without(
    town: StickTown, stick: Path
) -> None:
    desk = town.desk()
    desk.receive(1)
    desk.carry(stick)
    with town.parts.database.write() as connection:
        connection.execute(NUMBER_LEASE.update().values(holder="somebody", until=town.at + DAY))
    take_bundles(stick, town.parts, patience=0.1)
    assert (desk.bring(stick).confirmed, town.requests(desk.code)) == (1, [None])
    with town.parts.database.write() as connection:
        connection.execute(NUMBER_LEASE.update().values(until=0))
    desk.carry(stick)
    town.take(stick)
    assert (desk.bring(stick).numbers, town.requests(desk.code)) == (1, [1])


def test_a_bundle_that_has_lain_too_long_is_taken_first_and_then_taken_away(town: StickTown, stick: Path) -> None:
    desk = town.desk()
    desk.receive(2)
    desk.carry(stick)
    town.at += (KEPT_DAYS + 1) * DAY
    assert town.take(stick).desks[0].accepted == 2
    assert not list(stick.rglob("*.parcel"))
    assert desk.bring(stick).confirmed == 2


def test_a_folder_without_bundles_brings_nothing_and_one_that_is_not_there_is_said(
    town: StickTown, stick: Path
) -> None:
    (stick / "SALTER" / "holiday").mkdir(parents=True)
    report = town.take(stick)
    assert (report.desks, report.others) == ((), ("holiday",))
    for missing in ((stick / "none", None), (stick, stick / "none")):
        with pytest.raises(Invalid, match="folder_unusable"):
            town.take(*missing)


def test_a_desk_that_cannot_be_answered_there_keeps_none_of_the_others_back(town: StickTown, stick: Path) -> None:
    first, second = town.desk(), town.desk()
    for desk in (first, second):
        desk.receive(1)
        desk.carry(stick)
    own = next(path for path in (stick / "SALTER").iterdir() if path.name.startswith(f"{first.code}-"))
    (own / "to-desk").write_bytes(b"a file where the answers belong")
    report = town.take(stick)
    assert [(one.accepted, one.answers) for one in report.desks] == [(1, 0), (1, 1)]
    assert report.desks[0].failed == (("", "stick_failed"),)
    assert second.bring(stick).confirmed == 1


def test_a_list_of_the_right_desk_in_the_folder_of_another_answers_nobody(town: StickTown, stick: Path) -> None:
    first, second = town.desk(), town.desk()
    for desk in (first, second):
        desk.receive(1)
        desk.carry(stick)
    one, two = sorted((stick / "SALTER").iterdir())
    (one / "to-centre" / "list.bundle").write_bytes((two / "to-centre" / "list.bundle").read_bytes())
    report = town.take(stick)
    assert report.desks[0].failed[0] == ("list.bundle", "bundle_forged")
    assert (report.desks[0].accepted, report.desks[0].answers) == (1, 0)


def test_damage_anywhere_takes_what_is_whole(town: StickTown, stick: Path) -> None:
    desk = town.desk()
    desk.receive(70, (desk.enclose(1000),))
    desk.carry(stick)
    first = min(stick.rglob("*.parcel"))
    damage(first)
    damage(next(stick.rglob("*.piece")))
    (report,) = town.take(stick).desks
    assert {code for _, code in report.failed} == {"signature_wrong", "bundle_unfinished"}
    assert (report.accepted, report.enclosures, report.answers) == (7, 0, 1)
    assert desk.bring(stick).confirmed == 7
    desk.carry(stick)
    (again,) = town.take(stick).desks
    assert (again.accepted, again.enclosures, again.failed) == (63, 1, ())
    assert (desk.bring(stick).papers, desk.waiting()) == (1, 0)
