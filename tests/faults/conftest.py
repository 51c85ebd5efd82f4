"""What the fault runs begin with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.chaos.made import Made, make, memory_folder


@pytest.fixture(scope="session")
def made_town() -> Iterator[Made]:
    """A town whose copies the runs begin with."""
    folder = memory_folder()
    yield make(folder)
    shutil.rmtree(folder)


@pytest.fixture
def runs_folder() -> Iterator[Path]:
    """Where runs lie while they last: in memory, where there is any."""
    folder = memory_folder()
    yield folder
    shutil.rmtree(folder)
