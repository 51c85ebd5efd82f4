"""The relay's file: nothing twice, nothing of what was settled, within bounds, and on disk when it says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.contract.parcel import ParcelHead
from clerk_app.contract.relay import Fetched
from clerk_app.domain.errors import Unavailable
from clerk_app.relay.shelf import Limits, Listener, Shelf

HEAD = ParcelHead(desk="A7", first=1, count=2, position=0, chain_seq=2, chain_head=b"h" * 32)
MOST, LARGE = 100, 10**6


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "relay.db", Limits(of_desk=1000, of_all=1500, answers=2))
    yield made
    made.close()


def at(first: int, desk: str = "A7") -> ParcelHead:
    return replace(HEAD, first=first, desk=desk)


def test_the_same_entries_under_the_same_numbers_are_kept_once_however_they_are_sealed(shelf: Shelf) -> None:
    assert shelf.put(HEAD, b"sealed once", 1)
    assert not shelf.put(HEAD, b"sealed again", 2)
    assert shelf.put(replace(HEAD, count=1, chain_seq=1), b"halved", 3)
    assert [one.raw for one in shelf.kept(LARGE, MOST)] == [b"sealed once", b"halved"]


def test_what_the_centre_has_is_gone_from_the_disk_and_is_not_kept_again(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put(HEAD, b"a sealed parcel of somebody", 1)
    shelf.taken([one.number for one in shelf.kept(LARGE, MOST)])
    assert shelf.kept(LARGE, MOST) == []
    assert not shelf.put(HEAD, b"a sealed parcel of somebody", 2)
    shelf.close()
    with closing(sqlite3.connect(tmp_path / "relay.db")) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert b"a sealed parcel" not in (tmp_path / "relay.db").read_bytes()


def test_what_the_centre_does_not_take_is_not_offered_again(shelf: Shelf) -> None:
    shelf.put(at(1), b"wrong", 1)
    shelf.put(at(3), b"right", 1)
    wrong, right = shelf.kept(LARGE, MOST)
    shelf.rejected(wrong.number, "malformed")
    assert shelf.kept(LARGE, MOST) == [right]
    assert shelf.neighbours("A8", 0, MOST) == [right]


def test_parcels_leave_in_the_order_in_which_they_came_a_batch_at_a_time(shelf: Shelf) -> None:
    for first in range(1, 6):
        shelf.put(at(first), bytes([first]) * 100, first)
    assert [one.raw[0] for one in shelf.kept(250, MOST)] == [1, 2]
    assert [one.raw[0] for one in shelf.kept(LARGE, 3)] == [1, 2, 3]
    assert [one.raw[0] for one in shelf.kept(1, MOST)] == [1]


def test_a_desk_cannot_fill_it_nor_all_of_them_and_what_is_settled_makes_room(shelf: Shelf) -> None:
    shelf.put(at(1), bytes(900), 1)
    with pytest.raises(Unavailable, match="relay_full"):
        shelf.put(at(2), bytes(200), 1)
    shelf.put(at(1, "A8"), bytes(500), 1)
    with pytest.raises(Unavailable, match="relay_full"):
        shelf.put(at(1, "A9"), bytes(200), 1)
    shelf.taken([shelf.kept(LARGE, 1)[0].number])
    assert shelf.put(at(2), bytes(200), 1)


def kept_until_full(shelf: Shelf) -> int:
    """How many go on the disk."""
    for first in range(1, 1000):
        try:
            shelf.put(at(first), bytes(4000), 1)
        except Unavailable as error:
            return first - 1 if error.code == "relay_disk" else 0
    return 0


def test_a_full_disk_is_said_and_leaves_what_was_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "relay.db", most_pages=40)
    kept = kept_until_full(shelf)
    assert kept
    assert len(shelf.kept(LARGE, MOST)) == kept
    shelf.taken([one.number for one in shelf.kept(LARGE, MOST)])
    assert shelf.put(at(1000), bytes(4000), 1)
    shelf.close()


def test_neighbours_hear_of_each_others_parcels_behind_a_number(shelf: Shelf) -> None:
    shelf.put(at(1), b"mine", 1)
    shelf.put(at(1, "A8"), b"theirs", 1)
    shelf.put(at(3, "A8"), b"theirs too", 1)
    theirs = shelf.neighbours("A7", 0, MOST)
    assert [one.raw for one in theirs] == [b"theirs", b"theirs too"]
    assert [one.raw for one in shelf.neighbours("A7", theirs[0].number, MOST)] == [b"theirs too"]
    assert [one.raw for one in shelf.neighbours("A7", 0, 1)] == [b"theirs"]


def test_answers_are_told_in_a_row_until_they_are_heard(shelf: Shelf) -> None:
    assert shelf.heard("A7", 5, 1, now=10) == []
    assert shelf.listeners(since=10) == [Listener("A7", 5, 1, room=True)]
    shelf.put_answer(Listener("A7", 5, 1, room=True), Fetched(b"first", 7, 2, more=True), 11)
    (behind,) = shelf.listeners(since=10)
    assert (behind.position, behind.have) == (7, 2)
    shelf.put_answer(behind, Fetched(b"second", 9, 4, more=False), 12)
    assert not shelf.listeners(since=10)[0].room
    assert shelf.heard("A7", 5, 1, now=13) == [b"first", b"second"]
    assert shelf.heard("A7", 7, 2, now=14) == [b"second"]
    assert shelf.heard("A7", 9, 4, now=15) == []
    assert shelf.listeners(since=15) == [Listener("A7", 9, 4, room=True)]
    assert shelf.listeners(since=16) == []


def test_answers_that_stand_on_what_the_desk_has_not_are_fetched_anew(shelf: Shelf) -> None:
    shelf.heard("A7", 5, 1, now=10)
    shelf.put_answer(Listener("A7", 5, 1, room=True), Fetched(b"an answer", 7, 2, more=False), 11)
    assert shelf.heard("A7", 4, 1, now=12) == []
    assert shelf.listeners(since=10) == [Listener("A7", 4, 1, room=True)]


def test_what_is_too_old_goes_and_is_counted_where_the_centre_never_had_it(shelf: Shelf) -> None:
    shelf.put(at(1), b"sent", 1)
    shelf.taken([shelf.kept(LARGE, 1)[0].number])
    shelf.put(at(3), b"never sent", 1)
    shelf.put(at(5), b"new", 100)
    shelf.heard("A7", 0, 0, now=1)
    shelf.put_answer(Listener("A7", 0, 0, room=True), Fetched(b"old", 1, 1, more=False), 1)
    assert shelf.sweep(before=50) == 1
    assert [one.raw for one in shelf.kept(LARGE, MOST)] == [b"new"]
    assert shelf.heard("A7", 0, 0, now=60) == []


def test_it_is_all_there_after_a_start_and_closed_to_other_accounts(tmp_path: Path) -> None:
    first = Shelf(tmp_path / "relay.db")
    first.keep_own("key", b"one")
    first.keep_own("key", b"another")
    first.put(HEAD, b"sealed", 1)
    first.close()
    second = Shelf(tmp_path / "relay.db")
    assert second.own("key") == b"another"
    assert second.own("nothing") is None
    assert [one.raw for one in second.kept(LARGE, MOST)] == [b"sealed"]
    assert (tmp_path / "relay.db").stat().st_mode & 0o077 == 0
    second.close()
