from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.domain.errors import Damaged
from clerk_app.store.database import Database, dbapi2  # type: ignore[attr-defined]
from clerk_app.store.migrations import MIGRATIONS, migrate
from tests.store.desk import KEY, Desk
from tests.store.test_schema import shape

LATER = (("CREATE TABLE desk_a(x)",), ("CREATE TABLE desk_b(x)", "INSERT INTO desk_b VALUES(1)"))


def version(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_each_migration_runs_once(tmp_path: Path) -> None:
    database = Database(tmp_path / "desk.db", KEY)
    migrate(database, LATER[:1])
    assert version(database) == 1
    migrate(database, LATER)
    migrate(database, LATER)
    with database.reading() as connection:
        assert connection.execute("SELECT * FROM desk_b").fetchall() == [(1,)]
    database.close()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "desk.db", KEY)
    with pytest.raises(dbapi2.OperationalError):
        migrate(database, (*LATER, ("CREATE TABLE desk_a(x)",)))
    assert version(database) == 0
    migrate(database, LATER)
    assert version(database) == 2
    database.close()


def test_a_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    database = Database(tmp_path / "desk.db", KEY)
    migrate(database, (*MIGRATIONS, ("CREATE TABLE desk_later(x)",)))
    with pytest.raises(Damaged, match="store_too_new"):
        migrate(database)
    database.close()


def test_a_file_of_the_first_program_becomes_one_of_this(desk: Desk, tmp_path: Path) -> None:
    old = Database(tmp_path / "old.db", KEY)
    migrate(old, MIGRATIONS[:1])
    with old.reading() as connection:
        assert "desk_upload_failure" not in shape(connection)
    migrate(old)
    with old.reading() as connection, desk.database.reading() as fresh:
        assert shape(connection) == shape(fresh)
    old.close()
