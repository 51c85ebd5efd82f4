"""Many runs, one after the other, and the row of the table that they end in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults.chaos.made import Made
from tests.faults.chaos.run import Run, Ways
from tests.faults.table import COLUMNS


def play(
    made: Made,
    folder: Path,
    seed: int,
    note: Callable[[str], None] = lambda _step: None,
    ways: Ways | None = None,
) -> Run:
    """One run from beginning to end; ``wrong`` and ``counted`` of it stay."""
    run = Run(made, folder / f"run-{seed}", seed, note, ways)
    try:
        run.play()
    finally:
        run.close()
    return run


def many(made: Made, folder: Path, first: int, go_on: Callable[[int], bool]) -> tuple[int, Counter[str]]:
    """Runs from the seed ``first`` on while ``go_on`` says so of their number; raises at the first that is wrong."""
    counted: Counter[str] = Counter()
    done = 0
    while go_on(done):
        run = play(made, folder, first + done)
        assert run.wrong == [], f"once more: python -m tests.faults.chaos {run.seed}"
        counted += run.counted
        done += 1
    return done, counted


def row_of(runs: int, first: int, counted: Counter[str]) -> tuple[object, ...]:
    """What a number of runs came to, nothing of it wrong."""
    return (f"{runs} from seed {first}", *(counted[name] for name in COLUMNS), 0, 0)
