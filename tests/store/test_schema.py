from __future__ import annotations

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clerk_app.store.schema import METADATA, SEARCH_INDEX, TRIGGERS
from tests.store.desk import Desk


def shape(connection: object) -> dict[str, str]:
    """Every table, index and trigger with its text, however it is spaced."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")  # type: ignore[attr-defined]
    return {name: " ".join(sql.split()).replace("( ", "(").replace(" )", ")") for name, sql in rows}


def declared() -> list[str]:
    tables = METADATA.sorted_tables
    made = [str(CreateTable(table).compile(dialect=sqlite.dialect())) for table in tables]
    made += [str(CreateIndex(index).compile(dialect=sqlite.dialect())) for table in tables for index in table.indexes]
    return [*made, *TRIGGERS, *SEARCH_INDEX]


def test_migrated_files_are_as_declared(desk: Desk) -> None:
    fresh = dbapi2.connect(":memory:")
    for statement in declared():
        fresh.execute(statement)
    with desk.database.reading() as connection:
        assert shape(connection) == shape(fresh)
    fresh.close()


def test_every_table_is_of_one_family() -> None:
    families = {name.partition("_")[0] for name in METADATA.tables}
    assert families == {"journal", "replica", "desk", "view", "neighbour"}


def test_families_refer_to_the_journal_only() -> None:
    for table in METADATA.tables.values():
        for key in table.foreign_keys:
            assert key.column.table.name == "journal_entry"


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ("UPDATE journal_look SET at = 0", "append-only"),
        ("DELETE FROM journal_look", "append-only"),
        ("UPDATE journal_body SET body = x''", "never changed"),
        ("UPDATE desk_sending SET last = last - 1", "never reused"),
        ("UPDATE replica_position SET reached = reached - 1", "never goes back"),
    ],
)
def test_the_file_keeps_its_promises_whoever_writes(desk: Desk, change: str, promise: str) -> None:
    desk.accept(1)
    with desk.database.writing() as connection:
        connection.execute("INSERT INTO journal_look(at, grant_id, activity, subject) VALUES(1, 'g', 'open', x'00')")
    with pytest.raises(dbapi2.IntegrityError, match=promise), desk.database.writing() as connection:
        connection.execute(change)
