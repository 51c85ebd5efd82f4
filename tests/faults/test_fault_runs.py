"""Random fault runs over the real store, the real exchange and the real centre: nothing is lost, nothing is doubled.

A share of what ``make soak`` plays, for as long as ``FAULT_SECONDS`` says; the count stands at the end of the output.
``test_planted_faults`` shows what such runs find.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from tests.faults.chaos.made import Made
from tests.faults.chaos.many import many, play, row_of
from tests.faults.table import FAULT_RUNS

SECONDS = float(os.environ.get("FAULT_SECONDS", "60"))
LEAST = 100


def test_a_share_of_random_fault_runs_loses_and_doubles_nothing(
    made_town: Made, runs_folder: Path, record_property
) -> None:
    first, ends = random.SystemRandom().getrandbits(32), time.monotonic() + SECONDS
    done, counted = many(made_town, runs_folder, first, lambda done: done < LEAST or time.monotonic() < ends)
    record_property(FAULT_RUNS, row_of(done, first, counted))
    assert min(counted[name] for name in ("killed: desk", "killed: centre", "lost", "doubled", "forged")) > 0


def test_a_run_is_repeated_by_its_seed(made_town: Made, runs_folder: Path) -> None:
    told: list[list[str]] = [[], []]
    first, again = (play(made_town, runs_folder, 7, steps.append) for steps in told)
    assert told[0] == told[1]
    assert first.counted == again.counted
    assert len(told[0]) > 20
