"""A file from before the indicators: nothing counts in it yet, and everything does once the upkeep was there."""

from __future__ import annotations

from pathlib import Path

from clerk_app.store.database import Database
from clerk_app.store.measures import Measuring
from clerk_app.store.migrations import MIGRATIONS, migrate
from tests.store.desk import DESK, KEY, Desk


def test_requests_of_before_count_once_they_were_looked_at(desk: Desk, tmp_path: Path) -> None:
    for who in range(3):
        desk.accept(who)
    live = desk.rows("SELECT * FROM view_measure ORDER BY seq")
    assert len(live) == 3
    old = Database(tmp_path / "old.db", KEY)
    migrate(old, MIGRATIONS[:2])
    migrate(old)
    with old.writing() as connection:
        for table in ("journal_entry", "journal_body", "view_request"):
            for row in desk.rows(f"SELECT * FROM {table}"):
                connection.execute(f"INSERT INTO {table} VALUES({','.join('?' * len(row))})", row)
    assert not Measuring(old, DESK).step(60)
    with old.reading() as connection:
        rows = connection.execute("SELECT * FROM view_measure ORDER BY seq").fetchall()
        assert [tuple(row) for row in rows] == live
    old.close()
