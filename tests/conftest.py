"""What every test has: a Qt without a screen, unless the run was given one; the tables of the fault tests; servers."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.app.collecting import collect_what_is_due
from tests.faults.table import HEADS, drawn, rows_of
from tests.journeys.town import Town
from tests.support.postgres_server import PostgresServer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_sessionstart() -> None:
    """Search for cycles between tests alone: never on a thread of a centre or a lane, never within an event of Qt."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """The search that is due."""
    collect_what_is_due()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End the run with what the fault tests recorded."""
    passed = terminalreporter.getreports("passed")
    for kind in HEADS:
        rows = [row for report in passed for row in rows_of(report.user_properties, kind) if report.when == "call"]
        if rows:
            terminalreporter.write_sep("-", kind)
            terminalreporter.write_line("\n".join(drawn(kind, rows)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL for all tests of this worker, started for the first that asks; each takes a database of its own."""
    if sys.platform != "linux":
        pytest.skip("the server's wheel is asked for on Linux alone")
    with PostgresServer() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def centre_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a centre's empty database: the test runs once on each of the two that a centre may stand on."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'central.db'}"
        return
    with request.getfixturevalue("postgres").database() as address:
        yield address


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A running centre and printer that may be shared: whoever stops the centre starts it again."""
    with Town(tmp_path_factory.mktemp("town")) as running:
        yield running
