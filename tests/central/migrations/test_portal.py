"""The portal's tables come to a database that was made before them as they are made in a new one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from clerk_app.central.database import Database
from clerk_app.central.migrations import portal
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
    old, new = Database(url_of(tmp_path / "old.db")), Database(url_of(tmp_path / "new.db"))
    with old.write() as connection:
        for table in TABLES:
            table.drop(connection)
        connection.execute(text("DROP INDEX feed_of_filing"))
        for statement in portal.STATEMENTS:
            connection.execute(statement)
    assert shape(old) == shape(new)
    for database in (old, new):
        database.close()
