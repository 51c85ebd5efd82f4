from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, inspect

from clerk_app.central.lists_tables import LOOKUP_LIST, LOOKUP_ROW, LOOKUP_STAGED
from clerk_app.central.migrations.lists import STATEMENTS


def test_the_tables_that_it_makes_are_those_of_the_program(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'central.db'}")
    with engine.begin() as connection:
        for statement in STATEMENTS:
            connection.execute(statement)
        made = inspect(connection)
        for table in (LOOKUP_LIST, LOOKUP_ROW, LOOKUP_STAGED):
            columns = [(one["name"], str(one["type"]), one["nullable"]) for one in made.get_columns(table.name)]
            assert columns == [(one.name, str(one.type).replace("BLOB", "BLOB"), one.nullable) for one in table.columns]
            assert {one["name"] for one in made.get_indexes(table.name)} == {one.name for one in table.indexes}
    engine.dispose()
