"""What operators need comes to a database from before them as a new one has it, on each kind of database."""

from __future__ import annotations

from sqlalchemy import DDL

from clerk_app.central.database import Database
from clerk_app.central.migrations import operator
from tests.support.centre_shape import shape

_ADDED = {
    "desk": ("stopped", "wipe_asked", "wiped"),
    "enrolment_code": ("made", "made_by"),
    "alarm": ("seen", "seen_by", "note"),
    "audit": ("actor", "target"),
}


def test_its_migration_makes_tables_and_columns_of_the_program(centre_database: str) -> None:
    database = Database(centre_database)
    new = shape(database, lengths=True)
    undone = [f"DROP TABLE {table}" for table in ("operator", "operator_session", "desk_link", "desk_link_hour")]
    undone += ["DROP INDEX alarm_open", "DROP INDEX audit_latest"]
    undone += [f"ALTER TABLE {table} DROP COLUMN {name}" for table, names in _ADDED.items() for name in names]
    for statements in ([DDL(one) for one in undone], operator.STATEMENTS):
        with database.write() as connection:
            for statement in statements:
                connection.execute(statement)
    assert shape(database, lengths=True) == new
    database.close()
