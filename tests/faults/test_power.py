"""A power cut within one process leaves what was on the disk, and nothing that was only in memory."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from clerk_app.domain.errors import Unavailable
from tests.faults.chaos.power import STATEMENT, Machine, PowerCut, Watched


class Book(Machine):
    """A machine that writes lines."""

    def open(self) -> None:
        plain = sqlite3.connect(self.folder / "book.db", isolation_level=None)
        plain.execute("PRAGMA journal_mode=WAL")
        self.connection = Watched(plain, self.fuse)

    def close(self) -> None:
        self.connection.close()

    def write(self, *lines: str) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        for line in lines:
            self.connection.execute("INSERT INTO line VALUES (?)", (line,))
        self.fuse("before_commit")
        self.connection.execute("COMMIT")
        self.fuse("after_commit")

    def lines(self) -> list[str]:
        return [line for (line,) in self.connection.execute("SELECT * FROM line").fetchall()]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = tmp_path / "made"
    made.mkdir()
    with sqlite3.connect(made / "book.db") as connection:
        connection.execute("CREATE TABLE line (text TEXT)")
    connection.close()
    return Book(tmp_path / "book", made)


@pytest.mark.parametrize(
    ("at", "nth", "left"),
    [
        ("before_commit", 1, []),
        ("after_commit", 1, ["a", "b"]),
        (STATEMENT, 1, []),
        (STATEMENT, 3, []),
        (STATEMENT, 4, []),
        (STATEMENT, 5, ["a", "b"]),
    ],
)
def test_what_was_committed_is_there_and_nothing_else(at: str, nth: int, left: list[str], book: Book) -> None:
    book.fuse.set(at, nth)
    with pytest.raises(PowerCut):
        _write_twice(book)
    book.come_up()
    assert book.lines() == left
    assert book.cuts == {at: 1}
    book.close()


def _write_twice(book: Book) -> None:
    book.write("a", "b")
    book.write("c")


def test_a_fuse_that_was_taken_out_cuts_nothing(book: Book) -> None:
    book.fuse.set("after_commit", 2)
    book.write("a")
    book.fuse.take_out()
    book.write("b")
    assert book.lines() == ["a", "b"]
    book.close()


def test_whoever_speaks_with_it_hears_only_that_the_line_is_cut(book: Book) -> None:
    book.fuse.set("before_commit", 1)
    with pytest.raises(Unavailable), book.powered():
        book.write("a")
    assert book.lines() == []
    book.close()


def test_the_cut_of_another_machine_goes_on(book: Book, tmp_path: Path) -> None:
    other = Book(tmp_path / "other", tmp_path / "made")
    other.fuse.set("before_commit", 1)
    with pytest.raises(PowerCut), book.powered():
        other.write("a")
    other.close()
    book.close()
