"""What a desk remembers of relays: the newest key alone, and how far the run that it knows has what is here."""

from __future__ import annotations

import pytest

from clerk_app.contract.relay import OfficeKey
from clerk_app.ports.relay import Relayed
from clerk_app.store.relay import DeskRelayBook
from tests.store.desk import Desk, answers


@pytest.fixture
def book(desk: Desk) -> DeskRelayBook:
    return DeskRelayBook(desk.database)


def test_the_newest_key_counts_and_no_older_one_is_left(desk: Desk, book: DeskRelayBook) -> None:
    assert book.key() is None
    for generation in (1, 3, 2):
        book.keep_key(OfficeKey(generation, bytes([generation]) * 32))
    assert book.key() == OfficeKey(3, b"\3" * 32)
    with desk.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM desk_office_key").fetchone() == (1,)


def test_another_run_has_nothing(book: DeskRelayBook) -> None:
    assert book.relayed(b"one") == Relayed(b"one", 0, 0)
    book.note(Relayed(b"one", 7, 3))
    assert book.relayed(b"one") == Relayed(b"one", 7, 3)
    assert book.relayed(b"two") == Relayed(b"two", 0, 0)
    book.note(Relayed(b"two", 1, 1))
    assert book.relayed(b"one") == Relayed(b"one", 0, 0)


def test_what_lies_there_is_what_the_centre_has_not_confirmed(desk: Desk, book: DeskRelayBook) -> None:
    for who in range(4):
        desk.accept(who)
    cut = desk.outbox.cut(10**6, 10**18)
    assert cut is not None
    assert book.waiting_there() == 0
    book.note(Relayed(b"run", 3, 0))
    assert book.waiting_there() == 3
    desk.outbox.apply(answers(have=2))
    assert book.waiting_there() == 1
