"""Killed (-9) anywhere in an update, of a desk or of a centre: all is as it was, and the next start ends the update."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from clerk_app.central import migrations as centre_migrations
from clerk_app.central.database import Database as CentreDatabase
from clerk_app.store.database import Database
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.migrations import MIGRATIONS, migrate
from clerk_app.store.verify import verify
from tests.faults.update_worker import CENTRE_STEPS, DESK_STEPS, update_centre, update_desk
from tests.journeys.forked import Forked
from tests.store.desk import DESK, KEY, open_desk
from tests.support.old_desk import LEFT, key_of, unpacked

type Columns = dict[str, list[str]]
type Contents = dict[str, list[tuple[Any, ...]]]
type Ask = Callable[[str], list[tuple[Any, ...]]]

DESKS = {versions.desk: versions for versions in LEFT}
CENTRES = {versions.centre: versions for versions in LEFT}
DESK_PLACES = [(version, nth) for version in DESKS for nth in range(sum(map(len, DESK_STEPS[version:])) + 1)]
CENTRE_PLACES = [(version, nth) for version in CENTRES for nth in range(sum(map(len, CENTRE_STEPS[version - 1 :])) + 1)]
MAKING = (0, 1, len(MIGRATIONS[0]) // 2, len(MIGRATIONS[0]), sum(map(len, DESK_STEPS)))


def columns_of(ask: Ask) -> Columns:
    """The columns of every table that holds something of its own."""
    tables = [name for (name,) in ask("SELECT name FROM pragma_table_list WHERE type = 'table'")]
    return {table: [row[1] for row in ask(f"PRAGMA table_info({table})")] for table in tables if table[:7] != "sqlite_"}


def contents(ask: Ask, columns: Columns) -> Contents:
    """Every row of every table, as far as the columns go."""
    chosen = {table: ", ".join(f'"{name}"' for name in names) for table, names in columns.items()}
    return {table: sorted(ask(f"SELECT {names} FROM {table}"), key=repr) for table, names in chosen.items()}


def kept_in(before: Columns, now: Columns) -> Columns:
    """What was there and is still there."""
    return {table: [name for name in names if name in now[table]] for table, names in before.items() if table in now}


def asking(database: Database) -> Ask:
    def ask(sql: str) -> list[tuple[Any, ...]]:
        with database.reading() as connection:
            return [tuple(row) for row in connection.execute(sql).fetchall()]

    return ask


def asking_file(path: Path) -> Ask:
    def ask(sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(sql).fetchall()

    return ask


def code_of(main: Callable[..., int], *argv: object) -> int:
    return Forked(main, [str(word) for word in argv]).end(60).returncode


@pytest.mark.parametrize(("version", "nth"), DESK_PLACES)
def test_the_update_of_a_desk_is_killed(version: int, nth: int, tmp_path: Path) -> None:
    old = unpacked(DESKS[version], tmp_path)
    key = key_of(old.root)
    with closing(Database(old.database, key)) as database:
        columns = columns_of(asking(database))
        before = contents(asking(database), columns)
    assert code_of(update_desk, old.database, key.hex(), nth) == -signal.SIGKILL
    with closing(Database(old.database, key)) as database:
        ask = asking(database)
        assert ask("PRAGMA user_version") == [(version,)]
        assert (columns_of(ask), contents(ask, columns)) == (columns, before)

    with DeskFile(old.database, key) as file:
        assert verify(file.database, old.code()).problem == ""
        migrate(file.database, DESK_STEPS)
        ask = asking(file.database)
        kept = kept_in(columns, columns_of(ask))
        assert contents(ask, kept) == {table: before[table] for table in kept}
        report = verify(file.database, old.code())
        assert (report.entries, report.problem) == (old.facts["verified"], "")


@pytest.mark.parametrize("nth", MAKING)
def test_the_making_of_a_desk_file_is_killed(nth: int, tmp_path: Path) -> None:
    assert code_of(update_desk, tmp_path / "desk.db", KEY.hex(), nth) == -signal.SIGKILL
    desk = open_desk(tmp_path)
    desk.accept(1)
    assert verify(desk.database, DESK).entries == 1
    desk.close()


@pytest.mark.parametrize(("version", "nth"), CENTRE_PLACES)
def test_the_update_of_a_centre_is_killed(version: int, nth: int, tmp_path: Path) -> None:
    old = unpacked(CENTRES[version], tmp_path)
    ask = asking_file(old.centre)
    columns = columns_of(ask)
    before = contents(ask, columns)
    assert code_of(update_centre, old.centre, nth) == -signal.SIGKILL
    assert (columns_of(ask), contents(ask, columns)) == (columns, before)

    for steps in (centre_migrations.MIGRATIONS, CENTRE_STEPS):
        CentreDatabase(f"sqlite:///{old.centre}", steps).close()
        assert ask("SELECT version FROM schema_version") == [(len(steps) + 1,)]
        kept = kept_in(columns, columns_of(ask))
        kept.pop("schema_version", None)
        assert contents(ask, kept) == contents_of(before, columns, kept)


def contents_of(before: Contents, columns: Columns, kept: Columns) -> Contents:
    """What there was, in the columns that are left."""
    places = {table: [columns[table].index(name) for name in names] for table, names in kept.items()}
    return {
        table: sorted((tuple(row[place] for place in places[table]) for row in before[table]), key=repr)
        for table in kept
    }


def test_updates_that_nobody_kills_come_to_their_end(tmp_path: Path) -> None:
    old = unpacked(LEFT[0], tmp_path)
    key = key_of(old.root)
    assert code_of(update_desk, old.database, key.hex(), 1000) == 0
    assert code_of(update_centre, old.centre, 1000) == 0
    with closing(Database(old.database, key)) as database:
        assert asking(database)("PRAGMA user_version") == [(len(DESK_STEPS),)]
    assert asking_file(old.centre)("SELECT version FROM schema_version") == [(len(CENTRE_STEPS) + 1,)]
