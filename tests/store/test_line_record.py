"""The record of the line on the desk file: as it was kept, and never longer than it may be."""

from __future__ import annotations

import pytest

from clerk_app.ports.line_record import Pace, Passed
from clerk_app.store.line_record import KEPT_PACES, KEPT_PASSED, DeskLineBook
from tests.store.desk import Desk


@pytest.fixture
def book(desk: Desk) -> DeskLineBook:
    return DeskLineBook(desk.database)


def passed(number: int, entries: int = 2) -> Passed:
    return Passed(number=number, at=number * 10, carrier="relay", entries=entries, requests=1, bytes=900, fate="left")


def test_what_is_kept_comes_back_as_it_was(book: DeskLineBook) -> None:
    book.keep([passed(1), passed(2)], [Pace(5, 100, 640)], [])
    assert (book.passed(), book.paces()) == ((passed(1), passed(2)), (Pace(5, 100, 640),))


def test_what_is_otherwise_takes_its_place_and_what_went_anew_goes(book: DeskLineBook) -> None:
    book.keep([passed(1), passed(2)], [Pace(5, 100, 640)], [])
    book.keep([passed(2, entries=9), passed(3)], [Pace(5, 200, 640)], [1])
    assert (book.passed(), book.paces()) == ((passed(2, entries=9), passed(3)), (Pace(5, 200, 640),))


def test_the_oldest_are_forgotten(book: DeskLineBook) -> None:
    many = [passed(number) for number in range(1, KEPT_PASSED + 4)]
    book.keep(many, [Pace(begins, 1, 1) for begins in range(KEPT_PACES + 3)], [])
    assert book.passed() == tuple(many[3:])
    assert (len(book.paces()), book.paces()[0].begins) == (KEPT_PACES, 3)
