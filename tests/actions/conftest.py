"""What tests of actions on a real desk file have: a counter with a clerk at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.counter import Counter


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    opened = Counter(tmp_path)
    yield opened
    opened.close()
