from __future__ import annotations

import os
from pathlib import Path

import pytest

from clerk_app.domain.errors import Cancelled, Damaged, Refused, Unavailable
from clerk_app.lanes import Ticket
from clerk_app.store.copying import DeskCopies
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.verify import verify
from tests.store.desk import DESK, KEY, Desk


@pytest.fixture
def copies(desk: Desk) -> DeskCopies:
    for who in range(20):
        desk.accept(who)
    return DeskCopies(desk.database, KEY, DESK, step=4)


def test_a_copy_is_the_whole_desk_under_the_same_key(desk: Desk, copies: DeskCopies, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    copied = copies.make(target)
    assert (copied.path, copied.entries, copied.size) == (target, 20, target.stat().st_size)
    desk.accept(99)
    with DeskFile(target, KEY) as opened:
        assert verify(opened.database, DESK).entries == 20
    with pytest.raises(Damaged):
        DeskFile(target, bytes(32))
    assert [file.name for file in tmp_path.glob("copy.db.new*")] == []


def test_an_earlier_file_of_that_name_stays_as_it_is(copies: DeskCopies, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"an earlier copy")
    with pytest.raises(Refused, match="copy_is_there"):
        copies.make(target)
    assert target.read_bytes() == b"an earlier copy"


def test_a_file_that_comes_meanwhile_stays_too(copies: DeskCopies, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"

    def told(_done: int, _whole: int) -> None:
        target.write_bytes(b"somebody else's")

    with pytest.raises(Refused, match="copy_is_there"):
        copies.make(target, told)
    assert target.read_bytes() == b"somebody else's"
    assert [file.name for file in tmp_path.glob("copy.db.new*")] == []


def test_the_desk_works_on_and_the_copy_is_of_one_moment(desk: Desk, copies: DeskCopies, tmp_path: Path) -> None:
    more = iter(range(100, 140))

    def told(_done: int, _whole: int) -> None:
        if (who := next(more, None)) is not None:
            desk.accept(who)

    assert copies.make(tmp_path / "copy.db", told).entries == 20
    assert verify(desk.database, DESK).entries > 40


def test_it_tells_how_far_it_is_to_the_end(copies: DeskCopies, tmp_path: Path) -> None:
    shares: list[float] = []
    copies.make(tmp_path / "copy.db", lambda done, whole: shares.append(done / whole))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len({share for share in shares if share <= 0.5}) > 3


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_copy_that_was_given_up_leaves_nothing(copies: DeskCopies, tmp_path: Path, at: float) -> None:
    ticket, before = Ticket(), sorted(tmp_path.iterdir())

    def told(done: int, whole: int) -> None:
        if done / whole >= at:
            ticket.cancel()
        ticket.check()

    with pytest.raises(Cancelled):
        copies.make(tmp_path / "copy.db", told)
    assert sorted(tmp_path.iterdir()) == before
    copies.make(tmp_path / "copy.db")


def test_a_journal_that_does_not_verify_is_not_kept_as_a_copy(desk: Desk, copies: DeskCopies, tmp_path: Path) -> None:
    with desk.database.writing() as connection:
        connection.execute("DROP TRIGGER journal_entry_keeps")
        connection.execute("UPDATE journal_entry SET at = at + 1 WHERE seq = 7")
    with pytest.raises(Damaged, match="copy_damaged"):
        copies.make(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_that_cannot_be_written_says_so(copies: DeskCopies, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="copy_not_written"):
        copies.make(tmp_path / "away" / "copy.db")


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX")
def test_only_its_owner_reads_it(copies: DeskCopies, tmp_path: Path) -> None:
    assert copies.make(tmp_path / "copy.db").path.stat().st_mode & 0o077 == 0
