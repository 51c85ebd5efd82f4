"""The invented population, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.central.population.making import make
from clerk_app.central.population.sources import Sources, read
from clerk_app.central.population.values import Made

FOLDER = Path(__file__).parents[3] / "resources" / "seed" / "primerovo"


@pytest.fixture(scope="session")
def sources() -> Sources:
    found = read(FOLDER)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def made(sources: Sources) -> Made:
    return make(sources)
