"""The journal by time: the entries of a day, in order, without those whose bodies are gone."""

from __future__ import annotations

from clerk_app.domain.bodies import RequestAnnulled, RequestReceived
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store.day_book import DeskDayBook
from clerk_app.store.erasure import Erasure
from tests.store.desk import Desk, answers, subject

HOUR = 3_600_000_000


def test_only_entries_between_the_two_moments_are_told_in_order(desk: Desk) -> None:
    desk.accept(1)
    desk.clock.move(hours=2)
    since = desk.micros()
    desk.accept(2)
    desk.annul(1)
    desk.clock.move(hours=2)
    desk.accept(3)
    found = DeskDayBook(desk.database).between(since, since + HOUR)
    assert [(one.seq, one.subject, type(one.body)) for one in found] == [
        (2, subject(2), RequestReceived),
        (3, subject(1), RequestAnnulled),
    ]
    assert found[0].at >= since


def test_a_day_is_whole_however_much_was_written_since(desk: Desk) -> None:
    since = desk.micros()
    desk.accept(1)
    last = "SELECT * FROM journal_entry WHERE seq = 1"
    (columns,) = desk.rows(
        "SELECT group_concat(name, ', ') FROM pragma_table_info('journal_entry') WHERE name <> 'seq'"
    )
    later = columns[0].replace("at", "at + 90000000000", 1)
    with desk.database.writing() as connection:
        connection.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)"
            f" INSERT INTO journal_entry(seq, {columns[0]}) SELECT i, {later} FROM n JOIN ({last})"
        )
    assert [one.seq for one in DeskDayBook(desk.database).between(since, since + HOUR)] == [1]


def test_what_was_erased_is_left_out(desk: Desk) -> None:
    desk.accept(1)
    cut = desk.outbox.cut(100_000, desk.micros())
    assert cut is not None
    desk.outbox.apply(answers(have=1))
    Erasure(desk.database, desk.journal, desk.entropy).erase([subject(1)], ground="retention", grant="g")
    found = DeskDayBook(desk.database).between(0, 2**62)
    assert [one.seq for one in found] == [2]


def test_an_entry_of_a_newer_program_is_left_out(desk: Desk) -> None:
    desk.accept(1)
    desk.journal.record(NewEntry(kind="case.shelved", subject=subject(9), grant="g", body=b"{}"))
    assert [one.seq for one in DeskDayBook(desk.database).between(0, 2**62)] == [1]
