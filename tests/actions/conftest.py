"""What tests of actions on a real desk file have: a counter with a clerk at it, and a desk with every clock in hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.counter import Counter
from tests.support.desk_at_work import STALL, DeskAtWork, items


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    opened = Counter(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskAtWork]:
    """A clerk is signed in, and the centre has given the municipality and one service."""
    opened = DeskAtWork(tmp_path)
    opened.reference.keep(items(STALL))
    opened.sign_in()
    yield opened
    opened.close()
