"""A seeded centre whose clock stands still until it is moved, and the plan of its cases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clerk_app.central.app import Parts, build
from clerk_app.central.cases.plan import CasesSeed, read
from clerk_app.central.clock import ScriptedClock, moment
from clerk_app.central.database import Database
from clerk_app.central.server import CentralSettings
from clerk_app.central.steps import unwatched
from tests.central.conftest import RESOURCES

FOLDER = RESOURCES / "seed" / "primerovo"
NOW = moment("2026-11-28T08:00")


@pytest.fixture(scope="session")
def plan_seed() -> CasesSeed:
    return read(FOLDER)


@pytest.fixture
def database(settings: CentralSettings) -> Iterator[Database]:
    opened = Database(settings.database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock(NOW, lambda: 0)


@pytest.fixture
def parts(database: Database, settings: CentralSettings, clock: ScriptedClock) -> Parts:
    assert settings.files is not None
    return build(database, "primerovo", settings.files, clock, unwatched)
