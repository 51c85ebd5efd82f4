"""One database: durable, one writer at a time, readable meanwhile."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from clerk_app.central.database import Database, folder_beside
from clerk_app.central.schema import OFFICE
from clerk_app.central.server import Central, CentralSettings
from clerk_app.domain.errors import Invalid, Unavailable


@pytest.mark.parametrize("url", ["nonsense", "nodriver://x"])
def test_a_database_must_be_one(settings: CentralSettings, url: str) -> None:
    with pytest.raises(Invalid, match="database_url"):
        Central(replace(settings, database_url=url))


ROW = {"municipality": "primerovo", "code": "new", "name": "Нова"}


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(OFFICE.c.name).where(OFFICE.c.code == "new")).scalars())


def write_and_fail(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(OFFICE).values(ROW))
        raise ArithmeticError


def test_a_transaction_is_whole_or_not_at_all_and_readers_do_not_wait(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    with pytest.raises(ArithmeticError):
        write_and_fail(database)
    assert names(database) == []
    with database.write() as connection:
        connection.execute(insert(OFFICE).values(ROW))
        assert names(database) == []
    assert names(database) == ["Нова"]
    database.close()


def test_a_database_that_went_away_is_unavailable(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    with sqlite3.connect(settings.database_url.removeprefix("sqlite:///")) as other:
        other.execute("DROP TABLE office")
    other.close()
    with pytest.raises(Unavailable, match="centre_busy"):
        names(database)
    database.check()
    database.close()


def test_files_lie_beside_an_sqlite_database_only() -> None:
    assert folder_beside("sqlite:////srv/central.db") == Path("/srv/central.db.files")
    for url in ("postgresql://host/central", "sqlite://"):
        with pytest.raises(Invalid, match="database_url"):
            folder_beside(url)


@pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")
def test_the_file_with_the_centres_keys_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "central.db"
    file.touch(mode=0o644)
    database = Database(f"sqlite:///{file}")
    with database.write() as connection:
        connection.execute(select(OFFICE))
        assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}
    database.close()
