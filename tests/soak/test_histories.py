"""Ten thousand random histories of a case: whoever changed it, by whatever way it travelled, all end alike.

``SOAK_HISTORIES`` says how many; what happened in them is in the output.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.support.histories import STEPS, History, row_of
from tests.support.office_world import World

HISTORIES = int(os.environ.get("SOAK_HISTORIES", "10000"))
ANEW = 1000
"""After so many a new centre and new desks begin: a grant has its days, and a file its size."""


@pytest.mark.soak
def test_ten_thousand_histories_converge(tmp_path: Path, record_property) -> None:
    first = random.SystemRandom().getrandbits(32)
    counted: Counter[str] = Counter()
    for begun in range(0, HISTORIES, ANEW):
        folder = tmp_path / str(begun)
        folder.mkdir()
        with World(folder) as world:
            for seed in range(first + begun, first + min(begun + ANEW, HISTORIES)):
                history = History(world, seed)
                assert history.play(STEPS) == []
                counted += history.counted
    record_property("histories", row_of(HISTORIES, first, counted))
    assert counted["resolved"] > HISTORIES / 10
