"""The exchange, numbers and answers through a connection pooler that gives every transaction to another session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from clerk_app.central.database import Database
from clerk_app.central.server import CentralSettings
from tests.central.conftest import Running, SeededTemplate, shared_of
from tests.central.test_exchange import *  # noqa: F403 - the same tests, over another way to the database
from tests.central.test_numbers import *  # noqa: F403
from tests.central.test_side_by_side import *  # noqa: F403
from tests.support.pooler import Pooler
from tests.support.postgres_server import PostgresServer


class Pooled:
    """Databases of the server, spoken to through the pooler."""

    def __init__(self, seeded: SeededTemplate, pooler: Pooler) -> None:
        self._seeded = seeded
        self._pooler = pooler

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        with self._seeded.copy(folder) as address:
            yield self._pooler.address(make_url(address).database or "")


@pytest.fixture(scope="session")
def seeded_pooled(seeded_postgresql: SeededTemplate, postgres: PostgresServer) -> Iterator[Pooled]:
    with Pooler(postgres) as pooler:
        yield Pooled(seeded_postgresql, pooler)


@pytest.fixture(scope="session")
def shared_pooled(seeded_pooled: Pooled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from shared_of(seeded_pooled, tmp_path_factory.mktemp("shared"))


@pytest.fixture(name="kind")
def through_the_pooler() -> str:
    """Instead of what the modules say whose tests these are."""
    return "pooled"


def test_limits_hold_in_each_transaction_and_nothing_is_prepared(settings: CentralSettings) -> None:
    assert "pooler-" in settings.database_url
    database = Database(settings.database_url)
    for _ in range(8):
        with database.write() as connection:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() == "15s"
            assert connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements").scalar_one() == 0
    database.close()
