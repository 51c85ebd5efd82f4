from __future__ import annotations

from clerk_app.store import choosing
from tests.store.desk import Desk

PLENTY = 100_000


def chosen(desk: Desk, most_bytes: int = PLENTY, most: int = 100) -> list[int]:
    with desk.database.reading() as connection:
        return choosing.choose(connection, most_bytes, desk.micros(), most)


def test_whoever_waits_at_the_desk_goes_first_then_deadlines_then_the_rest(desk: Desk) -> None:
    desk.accept(1, deadline="2026-12-20")
    desk.accept(2, deadline="")
    desk.accept(3, deadline="2026-11-30")
    desk.clock.move(hours=2)
    desk.accept(4, deadline="2027-01-01")
    desk.accept(5, deadline="2027-02-01")
    assert chosen(desk) == [5, 4, 3, 1, 2]


def test_an_entry_takes_earlier_ones_of_its_subject_along(desk: Desk) -> None:
    desk.accept(1, deadline="")
    desk.annul(1)
    desk.clock.move(hours=2)
    with desk.database.writing() as connection:
        connection.execute("UPDATE desk_outbox SET deadline = '2026-11-24' WHERE seq = 2")
    desk.accept(2)
    assert chosen(desk) == [3, 1, 2]


def test_a_parcel_holds_at_least_one_entry_and_no_more_than_fit(desk: Desk) -> None:
    size = len(desk.accept(1).entry.body or b"")
    desk.accept(2)
    desk.accept(3)
    assert len(chosen(desk, most_bytes=1)) == 1
    assert len(chosen(desk, most_bytes=2 * size + 100)) == 2
    assert len(chosen(desk, most=1)) == 1


def test_nothing_due_is_nothing_chosen(desk: Desk) -> None:
    assert chosen(desk) == []
