"""Numbered migrations of the centre's database: each runs once, all in one transaction with the version reached.

A new database is made whole, as ``schema`` declares it. Statements are SQLAlchemy's, so each database gets its own SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Connection, Executable, Integer, MetaData, Table, insert, inspect, select, update

from clerk_app.central.delivery import tables as delivery_tables
from clerk_app.central.eid import tables as eid_tables
from clerk_app.central.ezup import tables as ezup_tables
from clerk_app.central.inbox import tables as inbox_tables
from clerk_app.central.index import tables as index_tables
from clerk_app.central.lists import tables as lists_tables
from clerk_app.central.migrations import (
    delivery,
    eid,
    ezup,
    inbox,
    index,
    line,
    lists,
    operator,
    payments,
    population,
    portal,
    registry,
    relay,
    second,
    third,
    trust,
)
from clerk_app.central.operator import tables as operator_tables
from clerk_app.central.partitions import make_parts
from clerk_app.central.payments import tables as payments_tables
from clerk_app.central.population import tables as population_tables
from clerk_app.central.portal import tables as portal_tables
from clerk_app.central.registry import tables as registry_tables
from clerk_app.central.relay import tables as relay_tables
from clerk_app.central.schema import METADATA
from clerk_app.central.trust import tables as trust_tables
from clerk_app.domain.errors import Damaged

MIGRATIONS: tuple[tuple[Executable, ...], ...] = (
    second.STATEMENTS,
    (
        *third.STATEMENTS,
        *population.STATEMENTS,
        *registry.STATEMENTS,
        *eid.STATEMENTS,
        *lists.STATEMENTS,
        *portal.STATEMENTS,
        *trust.STATEMENTS,
        *ezup.STATEMENTS,
        *payments.STATEMENTS,
        *index.STATEMENTS,
        *delivery.STATEMENTS,
        *inbox.STATEMENTS,
        *line.STATEMENTS,
        *operator.STATEMENTS,
        *relay.STATEMENTS,
    ),
)
"""Migration ``n`` (from 1) takes a database from version n to n + 1; version 1 was made, not migrated to."""

SYSTEMS = (
    delivery_tables,
    eid_tables,
    ezup_tables,
    inbox_tables,
    index_tables,
    lists_tables,
    operator_tables,
    payments_tables,
    population_tables,
    portal_tables,
    registry_tables,
    relay_tables,
    trust_tables,
)
"""The systems that bring tables of their own: by being imported they make ``METADATA`` whole."""

SCHEMA_VERSION = Table("schema_version", MetaData(), Column("version", Integer, primary_key=True, autoincrement=False))
"""One row. Kept apart from the tables of ``schema``: it is no municipality's."""


def migrate(connection: Connection, migrations: Sequence[Iterable[Executable]] = MIGRATIONS) -> None:
    """Bring the database to the newest version; raises ``Damaged('store_too_new')`` for one of a newer program."""
    newest = len(migrations) + 1
    version = version_of(connection)
    if version > newest:
        raise Damaged("store_too_new")
    if not version:
        METADATA.create_all(connection)
    for migration in migrations[version - 1 :] if version else ():
        for statement in migration:
            connection.execute(statement)
    make_parts(connection, METADATA)
    _keep(connection, newest)


def version_of(connection: Connection) -> int:
    """The version a database has; 0 for an empty one. Before versions were kept there were two, told by shape."""
    found = inspect(connection)
    if found.has_table(SCHEMA_VERSION.name):
        return int(connection.execute(select(SCHEMA_VERSION.c.version)).scalar_one())
    if not found.has_table("clerk"):
        return 0
    return 1 if "failures" in {column["name"] for column in found.get_columns("clerk")} else 2


def _keep(connection: Connection, version: int) -> None:
    if not inspect(connection).has_table(SCHEMA_VERSION.name):
        SCHEMA_VERSION.create(connection)
        connection.execute(insert(SCHEMA_VERSION).values(version=version))
    else:
        connection.execute(update(SCHEMA_VERSION).values(version=version))
