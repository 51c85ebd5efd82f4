"""The tables of the office relays come to a database from before them as a new one has them, on each kind."""

from __future__ import annotations

from clerk_app.central.migrations import relay
from clerk_app.central.relay import tables as relay_tables
from tests.support.centre_shape import before_and_after


def test_its_migration_makes_the_tables_of_the_program(centre_database: str) -> None:
    new, updated = before_and_after(centre_database, relay_tables, relay.STATEMENTS)
    assert updated == new
