"""A migration gives way to whoever works: desks are served while it waits for its tables."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest
from sqlalchemy import text

from clerk_app.central.database import Database
from clerk_app.central.migrations import MIGRATIONS
from clerk_app.central.server import CentralSettings, open_parts
from tests.central.test_numbers import lone
from tests.support.centre_rows import rows

LATER = (text("ALTER TABLE request ADD COLUMN tomorrow INTEGER DEFAULT 0 NOT NULL"),)
_WAITS = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
    AND query LIKE 'ALTER TABLE request ADD%'"""
_PATIENCE = 30.0


@pytest.mark.parametrize("kind", ["postgresql"])
def test_desks_are_served_while_a_migration_waits_for_its_table(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    desk = lone(parts)
    migrating = threading.Thread(target=lambda: Database(settings.database_url, (*MIGRATIONS, LATER)).close())
    with psycopg.connect(settings.database_url) as reading:
        reading.execute("SELECT count(*) FROM request")  # keeps the table until its transaction ends
        migrating.start()
        end = time.monotonic() + _PATIENCE
        while not rows(settings.database_url, _WAITS)[0][0]:
            assert time.monotonic() < end
        for _ in range(10):
            assert parts.accepting.take(desk.cut(desk.receive())).accepted == 1
    migrating.join(_PATIENCE)
    assert rows(settings.database_url, "SELECT count(*), max(tomorrow) FROM request") == [(10, 0)]
    assert parts.accepting.take(desk.cut(desk.receive())).accepted == 1
    parts.database.close()
