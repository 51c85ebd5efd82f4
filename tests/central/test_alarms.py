"""An alarm is raised once."""

from __future__ import annotations

from sqlalchemy import select

from clerk_app.central import alarms
from clerk_app.central.database import Database
from clerk_app.central.schema import ALARM
from clerk_app.central.server import CentralSettings


def test_the_same_alarm_is_noted_and_told_once(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    with database.write() as connection:
        told = [
            alarms.raised(connection, "primerovo", desk, "chain_gap", at=7, params={"seq": seq})
            for desk, seq in (("A1", "3"), ("A1", "3"), ("A1", "4"), ("A2", "3"))
        ]
    assert [[(news.desk, news.kind) for news in some] for some in told] == [
        [("A1", "alarm")],
        [],
        [("A1", "alarm")],
        [("A2", "alarm")],
    ]
    with database.read() as connection:
        assert len(connection.execute(select(ALARM)).all()) == 3
    database.close()
