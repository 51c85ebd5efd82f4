"""The population of the seed, to be asked on a day of September 2026."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from clerk_app.central.database import Database
from clerk_app.central.population import sources, writing
from clerk_app.central.population.lookups import Population
from clerk_app.central.registers.reply import Question
from clerk_app.domain.ezup_bodies import KeyKind

SEED = Path(__file__).parents[3] / "resources" / "seed" / "primerovo"
TODAY = date(2026, 9, 21)

type Ask = Callable[..., Question]


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('registers') / 'central.db'}")
    known = sources.read(SEED)
    assert known is not None
    with database.write() as connection:
        writing.write_once(connection, "primerovo", known)
    with database.read() as connection:
        yield connection
    database.close()


@pytest.fixture
def ask(peopled: Connection) -> Ask:
    def question(key: str, kind: KeyKind = "jmbg") -> Question:
        return Question(connection=peopled, population=Population("primerovo"), kind=kind, key=key, today=TODAY)

    return question


def first(connection: Connection, sql: str) -> str:
    """The first value that a question to the population gives."""
    return str(connection.exec_driver_sql(sql).scalar_one())
