"""The record is written only where something is new, and comes back whole."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.ports.line_record import Pace, Passed
from clerk_app.sync.line_record import LineRecord


class Book:
    """The port ``LineBook`` in memory."""

    def __init__(self) -> None:
        self.kept: dict[int, Passed] = {}
        self.pace: dict[int, Pace] = {}
        self.commits = 0

    def passed(self) -> tuple[Passed, ...]:
        return tuple(self.kept.values())

    def paces(self) -> tuple[Pace, ...]:
        return tuple(self.pace.values())

    def keep(self, passed: Sequence[Passed], paces: Sequence[Pace], gone: Sequence[int]) -> None:
        self.commits += 1
        for number in gone:
            self.kept.pop(number, None)
        self.kept.update((one.number, one) for one in passed)
        self.pace.update((pace.begins, pace) for pace in paces)


def test_what_was_saved_comes_back_and_nothing_new_costs_no_commit() -> None:
    book, record = Book(), LineRecord(lambda: 1000)
    record.save(book)
    assert book.commits == 0
    record.passed.taken_along(3, 1, 900)
    record.pace.measured(5000)
    record.save(book)
    record.save(book)
    assert book.commits == 1
    again = LineRecord(lambda: 2000)
    again.recover(book)
    assert again.passed.newest(9) == record.passed.newest(9)
    assert again.pace.since(0) == record.pace.since(0)
    again.save(book)
    assert book.commits == 1
