"""Killed (-9) anywhere in an update: the file is as it was before, and the next start brings it to the end."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from clerk_app.store.database import Database
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.migrations import MIGRATIONS, migrate
from clerk_app.store.verify import verify
from tests.faults import update_worker
from tests.faults.update_worker import STEPS, steps_after
from tests.journeys.forked import Forked
from tests.store.desk import DESK, KEY, open_desk
from tests.support.old_desk import VERSIONS, key_of, unpacked

type Contents = dict[str, list[tuple[Any, ...]]]

CREATION = (0, 1, len(MIGRATIONS[0]) // 2, len(MIGRATIONS[0]), steps_after(0))
PLACES = [(version, nth) for version in VERSIONS for nth in range(steps_after(version) + 1)]


def version_of(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def columns_of(database: Database) -> dict[str, list[str]]:
    """The columns of every table that holds something of its own."""
    with database.reading() as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM pragma_table_list WHERE type = 'table'")]
        return {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in tables
            if table.partition("_")[0] in {"journal", "replica", "desk", "view"}
        }


def contents(database: Database, columns: dict[str, list[str]]) -> Contents:
    """Every row of every table, as far as the columns go."""
    with database.reading() as connection:
        return {
            table: sorted(
                connection.execute(f"SELECT {', '.join(f'"{name}"' for name in names)} FROM {table}").fetchall(),
                key=repr,
            )
            for table, names in columns.items()
        }


def killed(path: Path, key: bytes, nth: int) -> int:
    return Forked(update_worker.main, [str(path), key.hex(), str(nth)]).end(60).returncode


@pytest.mark.parametrize(("version", "nth"), PLACES)
def test_an_update_is_killed(version: int, nth: int, tmp_path: Path) -> None:
    old = unpacked(version, tmp_path)
    key = key_of(old.root)
    with closing(Database(old.database, key)) as database:
        assert version_of(database) == version
        columns = columns_of(database)
        before = contents(database, columns)
    assert killed(old.database, key, nth) == -signal.SIGKILL
    with closing(Database(old.database, key)) as database:
        assert version_of(database) == version
        assert (columns_of(database), contents(database, columns)) == (columns, before)

    with DeskFile(old.database, key) as file:
        assert verify(file.database, old.code()).problem == ""
        migrate(file.database, STEPS)
        kept = {table: names for table, names in columns.items() if table in columns_of(file.database)}
        assert contents(file.database, kept) == {table: before[table] for table in kept}
        report = verify(file.database, old.code())
        assert (report.entries, report.problem) == (old.facts["verified"], "")


@pytest.mark.parametrize("nth", CREATION)
def test_the_making_of_a_file_is_killed(nth: int, tmp_path: Path) -> None:
    assert killed(tmp_path / "desk.db", KEY, nth) == -signal.SIGKILL
    desk = open_desk(tmp_path)
    desk.accept(1)
    assert verify(desk.database, DESK).entries == 1
    desk.close()


def test_an_update_that_nobody_kills_comes_to_its_end(tmp_path: Path) -> None:
    old = unpacked(VERSIONS[-1], tmp_path)
    key = key_of(old.root)
    assert killed(old.database, key, steps_after(VERSIONS[-1]) + 1) == 0
    with closing(Database(old.database, key)) as database:
        assert version_of(database) == len(STEPS)
