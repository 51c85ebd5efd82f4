"""The feed: positions in the order of commits, without a hole."""

from __future__ import annotations

from clerk_app.central import feed
from clerk_app.central.database import Database
from clerk_app.central.feed import MOST, News
from clerk_app.central.server import CentralSettings


def news(desk: str, count: int) -> list[News]:
    return [News(desk=desk, kind="status", seq=seq, body=b"{}", version=seq) for seq in range(1, count + 1)]


def test_positions_go_on_and_each_desk_hears_its_own(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    with database.write() as connection:
        feed.publish(connection, "primerovo", [])
        assert feed.end(connection, "primerovo") == 0
        feed.publish(connection, "primerovo", news("A1", 2))
        feed.publish(connection, "primerovo", news("A2", 1))
        feed.publish(connection, "drugde", news("A1", 1))
        feed.publish(connection, "primerovo", news("A1", 1))
        assert feed.end(connection, "primerovo") == 4
        assert [row.position for row in feed.after(connection, "primerovo", ["A1"], "", 0)] == [1, 2, 4]
        assert [row.position for row in feed.after(connection, "primerovo", ["A1", "A2"], "", 1)] == [2, 3, 4]
    database.close()


def test_one_row_too_many_says_that_more_wait(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    with database.write() as connection:
        feed.publish(connection, "primerovo", news("A1", MOST + 50))
        assert len(feed.after(connection, "primerovo", ["A1"], "", 0)) == MOST + 1
        assert len(feed.after(connection, "primerovo", ["A1"], "", 50)) == MOST
    database.close()


def test_an_office_hears_what_is_for_it_and_its_desks_what_is_theirs(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    with database.write() as connection:
        feed.publish(connection, "primerovo", [News(desk="A1", kind="status", seq=1, body=b"{}", office="centar")])
        feed.publish(connection, "primerovo", [News(desk="A2", kind="status", seq=1, body=b"{}", office="selo")])
        feed.publish(connection, "primerovo", news("A3", 1))
        assert [row.position for row in feed.after(connection, "primerovo", ["A2"], "centar", 0)] == [1, 2]
        assert [row.position for row in feed.after(connection, "primerovo", ["A3"], "", 0)] == [3]
    database.close()
