"""A stick comes back, in every state that a stick can be in: with real files, a real desk file and a real centre."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.contract import bundle
from clerk_app.contract.bundle_folder import LIST
from clerk_app.domain.errors import Cancelled
from clerk_app.ports.outbox import OutboxState
from clerk_app.sync.bringing_back import Brought
from tests.support.stick_world import StickDesk, StickTown, damage, error_of


@pytest.fixture
def town(tmp_path: Path) -> Iterator[StickTown]:
    made = StickTown(tmp_path / "town")
    yield made
    made.close()


@pytest.fixture
def desk(town: StickTown) -> StickDesk:
    return town.desk()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "KURIR").mkdir()
    return tmp_path / "KURIR"


def copy_of(stick: Path, name: str) -> Path:
    """A picture of the stick as it is now."""
    return shutil.copytree(stick, stick.with_name(name))


def back(stick: Path, desk: StickDesk) -> Path:
    return stick / "SALTER" / bundle.folder_of(desk.code, desk.identity.centre_sign) / "to-desk"


def once_round(town: StickTown, desk: StickDesk, stick: Path) -> Brought:
    desk.carry(stick)
    town.take(stick)
    return desk.bring(stick)


def same_at_both_ends(town: StickTown, desk: StickDesk) -> bool:
    ledger = town.entries(desk.code)
    return {seq: commitment for seq, (_, commitment) in ledger.items()} == desk.journalled()


def test_a_round_trip_closes_the_outbox_and_tells_what_came(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(40)
    desk.receive(1, (desk.enclose(300_000),))
    changed: set[bytes] = set()
    desk.carry(stick)
    town.take(stick)
    brought = desk.bring(stick, changed.update)
    assert brought == Brought(kind="new", confirmed=41, requests=41, numbers=41, papers=1, made=town.at)
    assert (desk.waiting(), len(changed), desk.unconfirmed.enclosed()) == (0, 41, ())
    assert town.requests(desk.code) == list(range(1, 42))
    assert same_at_both_ends(town, desk)
    assert desk.alarms == []


def test_the_line_comes_back_after_the_stick_and_nothing_happens_twice(
    town: StickTown, desk: StickDesk, stick: Path
) -> None:
    desk.receive(5)
    desk.outbox.cut(1, 0)  # numbered, and lost on the way
    assert once_round(town, desk, stick).confirmed == 5
    desk.receive(1)
    desk.exchange()
    assert (desk.waiting(), len(town.requests(desk.code))) == (0, 6)
    assert desk.outbox.reached().have == 2
    assert same_at_both_ends(town, desk)


def test_the_wire_was_there_first(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(3)
    desk.carry(stick)
    desk.exchange()
    report = town.take(stick)
    assert (report.desks[0].accepted, report.desks[0].known) == (0, 3)
    assert desk.bring(stick).confirmed == 0
    assert (desk.waiting(), town.requests(desk.code)) == (0, [1, 2, 3])


def test_a_lost_stick_costs_nothing_but_the_way(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(2)
    desk.carry(stick)
    shutil.rmtree(stick)
    stick.mkdir()
    assert error_of(lambda: desk.bring(stick)) == "bundle_none"
    assert once_round(town, desk, stick).requests == 2


def test_a_lost_answer_is_told_again(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(2)
    desk.carry(stick)
    town.take(stick)
    shutil.rmtree(stick)
    stick.mkdir()
    desk.receive(1)
    assert once_round(town, desk, stick) == Brought(
        kind="new", confirmed=3, requests=3, numbers=3, papers=0, made=town.at
    )


def test_the_same_stick_twice_and_its_copy_say_that_all_is_known(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(2)
    desk.carry(stick)
    twin = copy_of(stick, "TWIN")
    assert [report.desks[0].known for report in (town.take(stick), town.take(twin), town.take(stick))] == [0, 2, 2]
    assert desk.bring(twin).confirmed == 2
    assert (desk.bring(twin).kind, desk.waiting()) == ("known", 0)
    assert desk.bring(stick).confirmed == 0
    assert town.requests(desk.code) == [1, 2]


def test_an_older_answer_after_a_newer_one_moves_nothing_back(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(2)
    desk.carry(stick)
    town.take(stick)
    old = copy_of(stick, "OLD")
    desk.bring(stick)
    desk.receive(2)
    once_round(town, desk, stick)
    position = desk.position()
    assert desk.bring(old) == Brought(kind="known", made=town.at)
    assert (desk.position(), desk.waiting()) == (position, 0)


def test_a_stick_put_back_as_it_was_last_week_does_no_harm(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(2)
    desk.carry(stick)
    old = copy_of(stick, "OLD")
    town.take(stick)
    desk.bring(stick)
    desk.receive(1)
    once_round(town, desk, stick)
    report = town.take(old)
    assert (report.desks[0].known, report.desks[0].failed) == (2, ())
    position = desk.position()
    assert desk.bring(old).confirmed == 0
    assert desk.position() >= position
    desk.receive(1)
    assert once_round(town, desk, old).confirmed == 1
    assert same_at_both_ends(town, desk)


def test_two_sticks_that_cross_on_the_way(town: StickTown, desk: StickDesk, stick: Path) -> None:
    other = stick.with_name("OTHER")
    other.mkdir()
    desk.receive(2)
    desk.carry(stick)
    desk.receive(2)
    desk.carry(other)
    town.take(other)
    town.take(stick)
    assert desk.bring(stick).confirmed == 4
    assert (desk.bring(other).confirmed, desk.waiting()) == (0, 0)


@pytest.mark.parametrize("file", ["*.answer", LIST])
def test_what_was_changed_on_the_way_is_believed_by_nobody(
    town: StickTown, desk: StickDesk, stick: Path, file: str
) -> None:
    desk.receive(2)
    desk.carry(stick)
    town.take(stick)
    damage(next(back(stick, desk).glob(file)), 60)
    position = desk.position()
    assert error_of(lambda: desk.bring(stick)) in {"bundle_unfinished", "bundle_forged", "malformed"}
    assert (desk.waiting(), desk.position()) == (2, position)
    town.take(stick)
    assert desk.bring(stick).confirmed == 2


def test_a_half_written_answer_is_told_apart(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(2)
    desk.carry(stick)
    town.take(stick)
    next(back(stick, desk).glob("*.answer")).unlink()
    assert error_of(lambda: desk.bring(stick)) == "bundle_unfinished"
    (back(stick, desk) / LIST).unlink()
    assert error_of(lambda: desk.bring(stick)) == "bundle_none"
    assert desk.waiting() == 2


def test_an_answer_for_another_desk_or_of_another_centre_is_refused(
    tmp_path: Path, town: StickTown, desk: StickDesk, stick: Path
) -> None:
    neighbour, elsewhere = town.desk(), StickTown(tmp_path / "elsewhere", "Узорово")
    stranger = elsewhere.desk()
    for one in (desk, neighbour, stranger):
        one.receive(1)
        one.carry(stick)
    assert (desk.code != neighbour.code, desk.code == stranger.code) == (True, True)
    report = town.take(stick)
    assert [one.desk for one in report.desks] == [desk.code, neighbour.code]
    assert len(report.others) == 1
    elsewhere.take(stick)
    for other, code in ((neighbour, "bundle_other_desk"), (stranger, "bundle_forged")):
        shutil.rmtree(back(stick, desk))
        shutil.copytree(back(stick, other), back(stick, desk))
        assert error_of(lambda: desk.bring(stick)) == code
    assert desk.waiting() == 1
    assert [one.bring(stick).confirmed for one in (neighbour, stranger)] == [1, 1]
    elsewhere.close()


def test_what_the_centre_holds_stands_under_attention(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(1)
    desk.record("case.unheard")
    brought = once_round(town, desk, stick)
    assert (brought.confirmed, brought.stopped, desk.waiting()) == (1, 1, 0)
    (held,) = desk.attention.attention()
    assert (held.state, held.code) == (OutboxState.HELD, "centre_too_old")
    desk.attention.retry(held.seq)
    assert (once_round(town, desk, stick).stopped, desk.waiting()) == (1, 0)


def test_a_desk_that_was_put_back_to_an_old_copy_hears_of_it_by_stick(
    tmp_path: Path, town: StickTown, desk: StickDesk, stick: Path
) -> None:
    desk.receive(2)
    desk.close()
    old = shutil.copytree(tmp_path / "town" / desk.code, tmp_path / "old")
    desk.open()
    desk.receive(2)
    once_round(town, desk, stick)
    desk.close()
    shutil.copytree(old, tmp_path / "town" / desk.code, dirs_exist_ok=True)
    desk.open()
    assert error_of(lambda: desk.bring(stick)) == "desk_restored"
    assert error_of(lambda: desk.carry(stick)) == "desk_restored"


def test_given_up_between_two_answers_it_goes_on_the_next_time(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(150)
    desk.carry(stick)
    town.take(stick)
    assert len(list(back(stick, desk).glob("*.answer"))) > 1

    def stop(_done: int, _whole: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.bring(stick, told=stop)
    desk.bring(stick)
    assert desk.waiting() == 0
    assert desk.bring(stick).kind == "known"


def test_what_was_sent_again_is_not_stopped_anew_by_a_stick_that_was_slower(
    town: StickTown, desk: StickDesk, stick: Path
) -> None:
    slower = stick.with_name("SLOWER")
    slower.mkdir()
    desk.record("case.unheard")
    desk.carry(stick)
    desk.carry(slower)
    town.take(stick)
    assert desk.bring(stick).stopped == 1
    desk.receive(1)
    desk.exchange()
    (held,) = desk.attention.attention()
    desk.attention.retry(held.seq)
    town.take(slower)
    brought = desk.bring(slower)
    assert (brought.stopped, desk.waiting(), desk.attention.attention()) == (0, 1, ())
    assert once_round(town, desk, stick).stopped == 1


def test_an_answer_that_goes_on_where_this_desk_has_never_been_is_refused(
    tmp_path: Path, town: StickTown, desk: StickDesk, stick: Path
) -> None:
    neighbour = town.desk()
    desk.exchange()
    desk.close()
    old = shutil.copytree(tmp_path / "town" / desk.code, tmp_path / "old")
    desk.open()
    for _ in range(2):
        neighbour.receive(1)
        neighbour.exchange()
        desk.exchange()
    desk.carry(stick)
    neighbour.receive(1)
    neighbour.exchange()
    town.take(stick)
    desk.close()
    shutil.copytree(old, tmp_path / "town" / desk.code, dirs_exist_ok=True)
    desk.open()
    position = desk.position()
    assert error_of(lambda: desk.bring(stick)) == "bundle_ahead"
    assert desk.position() == position
    assert once_round(town, desk, stick).kind == "new"
