"""Seeding writes once, and says what is wrong with its data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from clerk_app.central.database import Database
from clerk_app.central.schema import CLERK, COUNTER, REFERENCE_ITEM
from clerk_app.central.seed import seed
from clerk_app.central.server import Central, CentralSettings
from clerk_app.domain.errors import Invalid
from tests.central.conftest import RESOURCES


def test_an_empty_database_needs_a_seed(settings: CentralSettings, tmp_path: Path) -> None:
    empty = replace(settings, database_url=f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(Invalid, match="not_seeded"):
        Central(empty)
    with pytest.raises(Invalid, match="seed_malformed"):
        Central(replace(empty, seed=tmp_path, services=tmp_path))


def test_seeding_again_changes_nothing(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    before = written(database)
    assert seed(database, RESOURCES / "seed" / "primerovo", RESOURCES / "catalogue") == "primerovo"
    assert written(database) == before
    assert before[CLERK.name][0] >= 5
    database.close()


def written(database: Database) -> dict[str, tuple[int, str]]:
    """How many rows, and what stays the same only if nobody wrote again."""
    with database.read() as connection:
        return {
            table.name: (connection.execute(select(func.count()).select_from(table)).scalar_one(), str(last))
            for table, last in (
                (CLERK, connection.execute(select(func.max(CLERK.c.password))).scalar()),
                (COUNTER, connection.execute(select(func.max(COUNTER.c.code))).scalar()),
                (REFERENCE_ITEM, connection.execute(select(func.max(REFERENCE_ITEM.c.name))).scalar()),
            )
        }


def test_somebody_works_in_one_office_alone(settings: CentralSettings) -> None:
    database = Database(settings.database_url)
    with database.read() as connection:
        placed = connection.execute(select(CLERK.c.user, CLERK.c.office).where(CLERK.c.office != "")).all()
        known = set(connection.execute(select(COUNTER.c.office)).scalars())
    assert placed
    assert {row.office for row in placed} <= known
    database.close()
