"""The table of given certificates comes to a database from before it as a new one has it, on each kind of database."""

from __future__ import annotations

from clerk_app.central.migrations import trust
from clerk_app.central.trust import tables as trust_tables
from tests.support.centre_shape import before_and_after


def test_its_migration_makes_the_table_of_the_program(centre_database: str) -> None:
    new, updated = before_and_after(centre_database, trust_tables, trust.STATEMENTS)
    assert updated == new
