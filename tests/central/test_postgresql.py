"""What PostgreSQL is told: how long to wait, what a reader sees, and who goes first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import make_url

from clerk_app.central import postgresql
from clerk_app.central.database import Database
from clerk_app.central.postgresql import alone, engine_options
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.domain.errors import Unavailable
from tests.central.test_numbers import lone
from tests.support.at_once import at_once
from tests.support.postgres_server import GUARDED, PASSWORD, USER, PostgresServer


@pytest.fixture
def database(settings: CentralSettings) -> Iterator[Database]:
    opened = Database(settings.database_url)
    yield opened
    opened.close()


def shown(database: Database, name: str) -> str:
    with database.read() as connection:
        return str(connection.exec_driver_sql(f"SHOW {name}").scalar_one())


@pytest.mark.parametrize("kind", ["postgresql"])
def test_nothing_waits_for_ever(database: Database) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "transaction_isolation")
    assert [shown(database, name) for name in names] == ["15s", "10s", "15s", "repeatable read"]
    with database.write() as connection:
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar_one() == "read committed"


def said_last(settings: CentralSettings, pid: int) -> str:
    """What a session of the server was asked last."""
    with psycopg.connect(settings.database_url) as beside:
        row = beside.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchone()
    return str(row[0]) if row else "gone"


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_connection_that_was_just_used_is_not_asked_whether_it_lives_unless_it_was_cut(
    database: Database, settings: CentralSettings, postgres: PostgresServer
) -> None:
    with database.read() as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    before = said_last(settings, pid)
    assert before in {"COMMIT", "ROLLBACK"}
    with database.read() as connection:
        assert said_last(settings, pid) == before
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() == pid
    assert postgres.cut() >= 1
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() != pid


def test_what_the_address_says_counts_before_ours() -> None:
    said = engine_options(make_url("postgresql://db/salter?connect_timeout=2&application_name=x"))["connect_args"]
    assert not {"connect_timeout", "application_name"} & set(said)
    assert "keepalives_idle" in said


@pytest.mark.parametrize("kind", ["postgresql"])
def test_an_account_that_makes_no_tables_is_enough_once_they_are_there(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    with parts.database.write() as connection:
        connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {GUARDED}")
        connection.exec_driver_sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {GUARDED}")
    parts.database.close()
    lesser = settings.database_url.replace(f"{USER}@", f"{GUARDED}:{PASSWORD}@")
    parts = open_parts(replace(settings, database_url=lesser))
    desk = lone(parts)
    assert parts.accepting.take(desk.cut(desk.receive())).accepted == 1
    assert parts.numbering.give() == {desk.code}
    parts.database.close()


@pytest.mark.parametrize("kind", ["postgresql"])
def test_who_waits_in_vain_is_told_to_come_again(settings: CentralSettings) -> None:
    database = Database(f"{settings.database_url}&options=-c%20lock_timeout%3D50")
    with database.write() as connection:
        alone(connection, "x")
        with pytest.raises(Unavailable, match="centre_busy"), database.write() as other:
            alone(other, "x")
    database.close()


@pytest.mark.parametrize("kind", ["postgresql"])
def test_when_no_connection_is_free_that_is_said_too(
    settings: CentralSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_PATIENCE", 0.05)
    monkeypatch.setattr(postgresql, "_KEPT_CONNECTIONS", 1)
    monkeypatch.setattr(postgresql, "MOST_CONNECTIONS", 1)
    database = Database(settings.database_url)
    with database.read(), pytest.raises(Unavailable, match="centre_busy"):
        database.check()
    database.close()


def test_two_are_never_at_the_same(database: Database) -> None:
    inside = threading.Lock()

    def work() -> None:
        for _ in range(20):
            with database.write() as connection:
                alone(connection, "x")
                assert inside.acquire(blocking=False)
                inside.release()

    at_once(work, work, work)
