"""One database: durable, one writer at a time, readable meanwhile."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, select

from clerk_app.central.database import Database, folder_beside, without_password
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
    engine = create_engine(settings.database_url)
    with engine.begin() as connection:
        OFFICE.drop(connection)
    engine.dispose()
    with pytest.raises(Unavailable, match="centre_busy"):
        names(database)
    database.check()
    database.close()


@pytest.mark.parametrize("kind", ["postgresql"])  # SQLite holds anything
@pytest.mark.parametrize("code", ["x" * 60, "x\0"])
def test_a_value_that_no_column_holds_is_malformed(settings: CentralSettings, code: str) -> None:
    database = Database(settings.database_url)
    with pytest.raises(Invalid, match="malformed"), database.write() as connection:
        connection.execute(insert(OFFICE).values(ROW | {"code": code}))
    database.close()


def test_a_database_that_lets_nobody_in_says_why(tmp_path: Path) -> None:
    for url, reason in (
        (f"sqlite:///{tmp_path / 'none' / 'central.db'}", "unable to open"),
        (f"postgresql://salter@/salter?host={tmp_path}", "No such file"),
    ):
        with pytest.raises(Unavailable, match="database_away") as caught:
            Database(url)
        assert reason in str(caught.value.params["reason"])


def test_a_password_does_not_stand_in_an_argument() -> None:
    for url in ("sqlite:///central.db", "postgresql://salter@db/salter"):
        assert without_password(url) == url
    for url in ("postgresql://salter:x@db/salter", "postgresql://salter@db/salter?password=x"):
        with pytest.raises(Invalid, match="database_password"):
            without_password(url)
    with pytest.raises(Invalid, match="database_url"):
        without_password("nonsense")


def test_files_lie_beside_an_sqlite_database_only() -> None:
    assert folder_beside("sqlite:////srv/central.db") == Path("/srv/central.db.files")
    for url in ("postgresql://host/central", "sqlite://"):
        with pytest.raises(Invalid, match="files_folder"):
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
