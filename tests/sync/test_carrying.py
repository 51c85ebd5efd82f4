"""What waits goes onto a stick, with real files: whole at every moment, resumed, the outbox as it was."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.contract import bundle, parcel
from clerk_app.contract.bundle import PIECE
from clerk_app.contract.bundle_folder import LIST
from clerk_app.domain.errors import Cancelled, Unavailable
from clerk_app.ports.bundle import Waiting
from clerk_app.sync.carrying import MOST_BODIES, RUN, runs_of
from tests.support.mounted import mounted
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


def own(stick: Path, desk: StickDesk) -> Path:
    return stick / "SALTER" / bundle.folder_of(desk.code, desk.identity.centre_sign) / "to-centre"


def listed(stick: Path, desk: StickDesk) -> bundle.Carried:
    return bundle.read_carried((own(stick, desk) / LIST).read_bytes(), desk.identity.signer.public)


def test_everything_that_waits_is_there_and_the_outbox_is_as_it_was(desk: StickDesk, stick: Path) -> None:
    desk.receive(2)
    desk.outbox.cut(1, 0)  # one is on the way, and the line went down
    taken = desk.carry(stick)
    assert (taken.entries, taken.requests, taken.files, taken.left_out) == (2, 2, 1, 0)
    head = parcel.take_apart(next(own(stick, desk).glob("*.parcel")).read_bytes()).head
    assert (head.desk, head.first, head.count, head.chain_seq) == (desk.code, 0, 2, 2)
    assert (head.base_count, head.dictionary) == (0, 0)
    assert desk.outbox.size().entries == 2
    assert [cut.first for cut in desk.outbox.again(0)] == [1]


def test_names_tell_desk_numbers_and_sizes_only(desk: StickDesk, stick: Path) -> None:
    ref = desk.enclose(PIECE + 1)
    desk.receive(1, (ref,))
    desk.carry(stick)
    names = [path.name for path in stick.rglob("*")]
    assert not any(ref.sha256[:16] in name or "scan" in name for name in names)
    assert all(name.isascii() and len(name) <= 64 for name in names)
    whole = b"".join(path.read_bytes() for path in stick.rglob("*") if path.is_file())
    assert b"0101990900009" not in whole
    assert ref.sha256.encode() not in whole
    assert "Пробић".encode() not in whole


def test_what_is_whole_on_the_stick_is_not_written_again(desk: StickDesk, stick: Path) -> None:
    desk.receive(RUN + 3, ())
    desk.receive(1, (desk.enclose(PIECE + 1),))
    first = desk.carry(stick)
    assert (first.files, first.written) == (4, 4)
    before = {path.name: path.stat().st_ino for path in own(stick, desk).iterdir() if path.name != LIST}
    desk.receive(1)
    again = desk.carry(stick)
    assert (again.entries, again.files, again.written) == (RUN + 5, 4, 1)
    after = {path.name: path.stat().st_ino for path in own(stick, desk).iterdir() if path.name != LIST}
    assert len(before.items() & after.items()) == 3


def test_a_damaged_file_of_ours_is_written_anew(desk: StickDesk, stick: Path) -> None:
    desk.receive(1, (desk.enclose(1000),))
    desk.carry(stick)
    for path in own(stick, desk).iterdir():
        damage(path)
    again = desk.carry(stick)
    assert (again.files, again.written) == (2, 2)
    assert listed(stick, desk).entries == 1


def test_given_up_it_goes_on_where_it_stopped_and_entries_are_listed_before_enclosures(
    desk: StickDesk, stick: Path
) -> None:
    desk.receive(1, (desk.enclose(3 * PIECE),))
    told: list[int] = []

    def stop_at_the_second_piece(done: int, whole: int) -> None:
        told.append(done)
        if done > PIECE + 10_000:
            raise Cancelled
        assert whole > 0

    with pytest.raises(Cancelled):
        desk.carry(stick, stop_at_the_second_piece)
    assert told == sorted(told)
    assert (listed(stick, desk).entries, listed(stick, desk).pieces) == (1, [])
    again = desk.carry(stick)
    assert (again.files, again.written) == (5, 2)
    assert len(listed(stick, desk).pieces) == 4


def test_an_older_filling_stays_listed_until_the_new_one_is_whole(desk: StickDesk, stick: Path) -> None:
    desk.receive(1, (desk.enclose(1000),))
    desk.carry(stick)
    desk.receive(1)

    def pulled_out(done: int, whole: int) -> None:
        if done == whole:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.carry(stick, pulled_out)
    assert (listed(stick, desk).entries, len(listed(stick, desk).pieces)) == (2, 1)


def test_a_full_stick_is_said_and_filled_on_when_there_is_room(
    desk: StickDesk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive(3 * RUN)
    real, room = os.fsync, [5]

    def fsync(handle: int) -> None:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, "full")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    assert error_of(lambda: desk.carry(stick)) == "stick_full"
    monkeypatch.undo()
    kept = len(list(own(stick, desk).glob("*.parcel")))
    assert kept >= 1
    assert not list(own(stick, desk).glob("*.new"))
    again = desk.carry(stick)
    assert (again.files, again.written) == (4, 4 - kept)


def test_a_stick_that_is_pulled_out_is_said(desk: StickDesk, stick: Path) -> None:
    desk.receive(2 * RUN)

    def pull(done: int, _whole: int) -> None:
        if done:
            shutil.rmtree(stick, ignore_errors=True)

    with pytest.raises(Unavailable, match="stick_gone"):
        desk.carry(stick, pull)
    assert not stick.exists()
    assert desk.waiting() == 2 * RUN


def test_what_the_centre_has_goes_from_the_stick(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(3, (desk.enclose(1000),))
    desk.carry(stick)
    town.take(stick)
    desk.bring(stick)
    taken = desk.carry(stick)
    assert (taken.entries, taken.enclosures, taken.files) == (0, 0, 0)
    assert [path.name for path in own(stick, desk).iterdir()] == [LIST]


def test_an_enclosure_that_cannot_be_read_keeps_nothing_else_back(desk: StickDesk, stick: Path) -> None:
    lost, good = desk.enclose(1000), desk.enclose(2000, "other.pdf")
    desk.receive(1, (lost, good))
    sizes = sorted((path.stat().st_size, path) for path in (stick.parent / "town" / desk.code / "enclosures").iterdir())
    sizes[0][1].unlink()
    taken = desk.carry(stick)
    assert (taken.entries, taken.enclosures, taken.left_out) == (1, 1, 1)


def test_an_expired_answer_is_taken_away(town: StickTown, desk: StickDesk, stick: Path) -> None:
    desk.receive(1)
    desk.carry(stick)
    town.take(stick)
    back = own(stick, desk).with_name("to-desk")
    desk.carry(stick)
    assert list(back.iterdir())
    desk.clock.move(days=bundle.KEPT_DAYS + 1)
    desk.carry(stick)
    assert not list(back.iterdir())


def test_runs_depend_on_numbers_and_sizes_not_on_what_lies_beside() -> None:
    waiting = [Waiting(seq, 100, request=True) for seq in range(1, 3 * RUN)]
    runs = list(runs_of(waiting))
    assert [run[0].seq for run in runs] == [1, RUN, 2 * RUN]
    rest = [run for run in runs_of([one for one in waiting if one.seq not in (2, 70)]) if len(run) == RUN]
    assert rest == [runs[2]]
    assert len(list(runs_of([Waiting(seq, MOST_BODIES, request=True) for seq in (1, 2)]))) == 2


def test_a_real_stick_that_is_full_keeps_the_entries_and_takes_the_rest_when_there_is_room(
    desk: StickDesk, stick: Path
) -> None:
    desk.receive(2, (desk.enclose(2 * PIECE),))
    with mounted(stick, 6) as small:
        assert error_of(lambda: desk.carry(stick)) == "stick_full"
        assert (listed(stick, desk).entries, listed(stick, desk).pieces) == (2, [])
        assert len(list(own(stick, desk).glob("*.piece"))) == 1
        small.becomes("size=16m")
        again = desk.carry(stick)
        assert (again.files, again.written, again.enclosures) == (4, 2, 1)


def test_a_real_stick_that_is_locked_or_pulled_out_is_said_and_nothing_lands_behind_it(
    desk: StickDesk, stick: Path
) -> None:
    desk.receive(2, (desk.enclose(2 * PIECE),))
    with mounted(stick, 16) as real:
        real.becomes("ro")
        assert error_of(lambda: desk.carry(stick)) == "stick_locked"
        real.becomes("rw")

        def pull(done: int, _whole: int) -> None:
            if done > PIECE and stick.is_mount():
                real.pull_out()

        assert error_of(lambda: desk.carry(stick, pull)) == "stick_gone"
        assert list(stick.iterdir()) == []
