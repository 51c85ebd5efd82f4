"""The tables of delivery come to a database from before them as a new one has them, on each kind of database."""

from __future__ import annotations

from clerk_app.central.delivery import tables as delivery_tables
from clerk_app.central.migrations import delivery
from tests.support.centre_shape import before_and_after


def test_its_migration_makes_the_tables_of_the_program(centre_database: str) -> None:
    new, updated = before_and_after(centre_database, delivery_tables, delivery.STATEMENTS)
    assert updated == new
