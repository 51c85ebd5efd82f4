from __future__ import annotations

from clerk_app.ports.index import Outage
from clerk_app.store import outages
from clerk_app.store.outages import DeskOutages
from tests.store.desk import Desk

FOREVER = 2**60


def test_an_outage_begins_once_and_ends_once(desk: Desk) -> None:
    book = DeskOutages(desk.database)
    book.begin(100, "line_down")
    assert [one.running for one in book.between(0, FOREVER)] == [True]
    book.begin(150, "line_slow")
    book.seen(170)
    assert book.between(0, FOREVER) == (Outage(began=100, ended=170, kind="line_down", running=True),)
    book.end(200)
    book.end(900)
    book.seen(900)
    book.begin(300, "centre_busy")
    book.end(400)
    assert book.between(0, FOREVER) == (
        Outage(began=100, ended=200, kind="line_down"),
        Outage(began=300, ended=400, kind="centre_busy"),
    )
    assert [one.began for one in book.between(200, 300)] == []
    assert [one.began for one in book.between(150, 301)] == [100, 300]


def test_records_are_kept_since_the_first_of_anything(desk: Desk) -> None:
    book = DeskOutages(desk.database)
    with desk.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM journal_entry").fetchone()[0] == 0
    assert book.kept_since() is None
    book.begin(1_000, "line_down")
    assert book.kept_since() == 1_000
    desk.accept(1)
    assert book.kept_since() == 1_000
    with desk.database.writing() as connection:
        connection.execute("DELETE FROM desk_outage")
        first = connection.execute("SELECT at FROM journal_entry ORDER BY seq LIMIT 1").fetchone()[0]
    assert book.kept_since() == first > 1_000


def test_a_clock_that_goes_back_never_makes_an_outage_end_before_it_began(desk: Desk) -> None:
    book = DeskOutages(desk.database)
    book.begin(100, "line_down")
    book.end(20)
    assert book.between(0, FOREVER) == ()
    book.begin(100, "line_down")
    book.end(130)
    assert book.between(0, FOREVER) == (Outage(began=100, ended=130, kind="line_down"),)


def test_what_a_killed_program_left_open_ends_where_it_was_last_seen(desk: Desk) -> None:
    book = DeskOutages(desk.database)
    book.begin(100, "line_down")
    book.seen(160)
    DeskOutages(desk.database).recover()
    book.seen(500)
    assert book.between(0, FOREVER) == (Outage(began=100, ended=160, kind="line_down"),)


def test_requests_received_meanwhile_are_counted(desk: Desk) -> None:
    book, now = DeskOutages(desk.database), desk.micros()
    desk.accept(1)
    desk.clock.move(minutes=10)
    book.begin(desk.micros(), "line_down")
    for who in (2, 3):
        desk.clock.move(minutes=10)
        desk.accept(who)
    desk.clock.move(minutes=10)
    assert book.received(0, FOREVER) == 2  # it is still away
    book.end(desk.micros())
    desk.clock.move(minutes=10)
    desk.accept(4)
    assert book.received(0, FOREVER) == 2
    assert book.received(0, now) == 0


def test_the_record_is_bounded(desk: Desk) -> None:
    book = DeskOutages(desk.database)
    with desk.database.writing() as connection:
        rows = [(at, at + 1) for at in range(0, 10 * (outages.KEPT + 20), 10)]
        connection.executemany("INSERT INTO desk_outage VALUES(?, ?, 'line_down', 0)", rows)
    book.begin(10**9, "line_down")
    ((count,),) = desk.rows("SELECT count(*) FROM desk_outage")
    assert count == outages.KEPT
