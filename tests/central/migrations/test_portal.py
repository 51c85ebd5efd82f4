"""The portal's tables come to a database that was made before them as they are made in a new one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from clerk_app.central.database import Database
from clerk_app.central.migrations import MIGRATIONS, portal
from clerk_app.central.portal_tables import (
    PORTAL_ACCOUNT,
    PORTAL_FILING,
    PORTAL_POLICY,
    PORTAL_SERVICE,
    PORTAL_SESSION,
)
from tests.central.migrations.test_init import shape, url_of

TABLES = (PORTAL_ACCOUNT, PORTAL_SESSION, PORTAL_POLICY, PORTAL_SERVICE, PORTAL_FILING)


def test_they_are_the_same(tmp_path: Path) -> None:
    place = MIGRATIONS.index(portal.STATEMENTS)
    old, new = Database(url_of(tmp_path / "old.db")), Database(url_of(tmp_path / "new.db"))
    with old.write() as connection:
        for table in TABLES:
            table.drop(connection)
        connection.execute(text("DROP INDEX feed_of_filing"))
        connection.execute(text(f"UPDATE schema_version SET version = {place + 1}"))
    old.close()
    updated = Database(url_of(tmp_path / "old.db"), MIGRATIONS[: place + 1])
    assert shape(updated) == shape(new)
    for database in (updated, new):
        database.close()
