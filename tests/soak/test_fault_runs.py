"""Ten thousand random fault runs: power cuts at any step, lines that lose, double, swap and lie, relays and sticks.

``SOAK_RUNS`` says how many; what befell them is in the output, by kind. One that is wrong says how it is repeated.
"""

from __future__ import annotations

import os
import random
import shutil

import pytest

from tests.faults.chaos.made import make, memory_folder
from tests.faults.chaos.many import many, row_of
from tests.faults.table import FAULT_RUNS

RUNS = int(os.environ.get("SOAK_RUNS", "10000"))


@pytest.mark.soak
def test_ten_thousand_fault_runs_lose_and_double_nothing(record_property) -> None:
    first, folder = random.SystemRandom().getrandbits(32), memory_folder()
    try:
        done, counted = many(make(folder / "made"), folder, first, lambda done: done < RUNS)
    finally:
        shutil.rmtree(folder)
    record_property(FAULT_RUNS, row_of(done, first, counted))
    assert counted["killed: desk"] + counted["killed: centre"] > RUNS
