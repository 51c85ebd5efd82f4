from __future__ import annotations

from clerk_app.domain.journal import GENESIS
from clerk_app.store import entry_rows
from tests.store.desk import DESK, Desk, subject


def test_entries_come_back_as_they_were_written(desk: Desk) -> None:
    first, other, second = desk.accept(1).entry, desk.accept(2).entry, desk.annul(1)
    with desk.database.reading() as connection:
        assert entry_rows.of_subject(connection, DESK, subject(1)) == (first, second)
        assert entry_rows.one(connection, DESK, 2) == other
        assert entry_rows.one(connection, DESK, 9) is None
        assert entry_rows.some(connection, DESK, (3, 1)) == (second, first)
        assert list(entry_rows.after(connection, DESK, 1)) == [other, second]
        assert entry_rows.head(connection) == (3, second.hash)
        assert entry_rows.last_running(connection) == 2
        assert entry_rows.salt_of(connection, subject(1)) == first.salt


def test_an_empty_journal_begins_at_nothing(desk: Desk) -> None:
    with desk.database.reading() as connection:
        assert entry_rows.head(connection) == (0, GENESIS)
        assert entry_rows.last_running(connection) == 0
        assert entry_rows.salt_of(connection, subject(1)) is None
