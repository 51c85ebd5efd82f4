"""The database falls, or a centre that holds its locks: desks hear 503, ask again, and nothing is lost or doubled."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import psycopg
import pytest

from clerk_app.central.server import CentralSettings
from clerk_app.central.steps import Step
from clerk_app.contract import canonical
from clerk_app.contract.exchange import HEALTH, Problem
from tests.central.conftest import Running, SeededTemplate, settings_of
from tests.support.central_process import CentralProcess
from tests.support.centre_rows import rows
from tests.support.lone_desk import Caller, LoneDesk, enrol
from tests.support.postgres_server import PostgresServer

type Start = Callable[[CentralSettings], Running]
_PATIENCE = 20.0
_STUCK = """SELECT application_name FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE feed_counter%%'"""


@pytest.fixture
def kind() -> str:
    """A file does not fall by itself."""
    return "postgresql"


@pytest.fixture
def own() -> Iterator[PostgresServer]:
    """A server that nobody else stands on."""
    with PostgresServer() as server:
        yield server


def problem_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, canonical.decode(reply.content, Problem).code


def entries_of(running: Running) -> list[tuple[int, ...]]:
    return rows(running.settings.database_url, "SELECT count(*), count(DISTINCT subject) FROM request")


def test_connections_that_were_cut_while_nobody_spoke_are_not_noticed(
    centre: Running, postgres: PostgresServer
) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        assert caller.send(desk, desk.cut(desk.receive())).is_success
        assert postgres.cut() >= 1
        assert caller.send(desk, desk.cut(desk.receive())).is_success
    assert entries_of(centre) == [(2, 2)]


def test_a_connection_that_is_cut_before_the_commit_keeps_nothing_and_the_parcel_comes_again(
    settings: CentralSettings, start: Start, postgres: PostgresServer
) -> None:
    steps: list[Step] = []

    def cut(step: Step) -> None:
        steps.append(step)
        if steps.count("before_commit") == 1 and step == "before_commit":
            postgres.cut()

    running = start(replace(settings, steps=cut))
    desk = running.clerk()
    raw = desk.cut(desk.receive(), desk.receive())
    with Caller(running.url, desk.anchor) as caller:
        reply = caller.send(desk, raw)
        assert problem_of(reply) == (503, "centre_busy")
        assert int(reply.headers["Retry-After"]) >= 1
        assert entries_of(running) == [(0, 0)]
        assert caller.send(desk, raw).is_success
        said = caller.until(desk, lambda answer: any(change.seq == 2 for change in answer.changes))
    assert said[-1].have == 2
    assert entries_of(running) == [(2, 2)]


def test_a_database_that_is_away_is_said_and_taken_up_again(own: PostgresServer, start: Start, tmp_path: Path) -> None:
    with SeededTemplate(own).copy(tmp_path) as address:
        running = start(settings_of(address, tmp_path))
        desk = running.clerk()
        with Caller(running.url, desk.anchor) as caller:
            assert caller.send(desk, desk.cut(desk.receive())).is_success
            raw = desk.cut(desk.receive())
            for fall in (own.stop, own.crash):
                fall()
                assert problem_of(caller.send(desk, raw)) == (503, "centre_busy")
                assert problem_of(caller.client.get(HEALTH)) == (503, "centre_busy")
                own.start()
            assert caller.send(desk, raw).is_success
            caller.until(desk, lambda answer: any(change.seq == 2 for change in answer.changes))
        assert entries_of(running) == [(2, 2)]
        running.central.stop()


def test_a_centre_ends_clean_though_its_database_is_away(own: PostgresServer, start: Start, tmp_path: Path) -> None:
    with SeededTemplate(own).copy(tmp_path) as address:
        running = start(settings_of(address, tmp_path))
        own.stop()
        running.central.stop()
        own.start()


def test_numbers_in_the_hand_of_a_killed_centre_are_given_by_the_other(settings: CentralSettings) -> None:
    """It is killed with the lease, its lock, and numbers that are written and not committed."""
    centres = {
        name: CentralProcess(f"{settings.database_url}&application_name={name}", files=settings.files)
        for name in ("one", "other")
    }
    for centre in centres.values():
        centre.launch()
    with centres["one"], centres["other"], psycopg.connect(settings.database_url) as lock:
        at = {name: signed_in(centre, name) for name, centre in centres.items()}
        for caller, desk in at.values():
            send_ten(caller, desk)
            caller.until(desk, lambda answer: any(change.seq == 10 for change in answer.changes))
        lock.execute("SELECT position FROM feed_counter FOR UPDATE")
        for caller, desk in at.values():
            send_ten(caller, desk)
        holder = stuck(settings.database_url)
        centres[holder].kill()
        lock.rollback()
        (left,) = centres.keys() - {holder}
        caller, desk = at[left]
        caller.until(desk, lambda answer: any(change.seq == 20 for change in answer.changes))
        waiting = "SELECT count(*) FROM request WHERE serial IS NULL"
        wait_until(lambda: rows(settings.database_url, waiting) == [(0,)])
        for caller, _desk in at.values():
            caller.client.close()
    serials = rows(settings.database_url, "SELECT serial FROM number_ledger ORDER BY serial")
    assert serials == [(serial,) for serial in range(1, 41)]


def signed_in(centre: CentralProcess, name: str) -> tuple[Caller, LoneDesk]:
    desk = enrol(centre.url, centre.code, name.encode().ljust(32))
    caller = Caller(centre.url, desk.anchor)
    caller.sign_in(desk)
    return caller, desk


def send_ten(caller: Caller, desk: LoneDesk) -> None:
    assert caller.send(desk, desk.cut(*(desk.receive() for _ in range(10)))).is_success


def stuck(address: str) -> str:
    """Whose numberer stands before the feed's counter, once one does."""
    with psycopg.connect(address, autocommit=True) as connection:
        found: list[str] = []

        def look() -> bool:
            found[:] = [str(name) for (name,) in connection.execute(_STUCK)]
            return bool(found)

        wait_until(look)
    (holder,) = found
    return holder


def wait_until(holds: Callable[[], bool]) -> None:
    """Ask again until it does."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end
