"""Plays fault runs again, or many of them.

Usage: ``python -m tests.faults.chaos SEED`` tells every step of one run and what was wrong with it;
``python -m tests.faults.chaos SEED RUNS`` plays so many from that seed on and ends with the table, or with every run
that was wrong.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections import Counter

from tests.faults.chaos.made import make, memory_folder
from tests.faults.chaos.many import play, row_of
from tests.faults.table import FAULT_RUNS, drawn


def say(line: str) -> None:
    """Tell at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(first: int, runs: int) -> int:
    """The exit code is 1 if anything was wrong."""
    logging.disable(logging.CRITICAL)
    folder = memory_folder()
    made = make(folder / "made")
    counted: Counter[str] = Counter()
    wrong = 0
    try:
        for seed in range(first, first + runs):
            run = play(made, folder, seed, say if runs == 1 else lambda _step: None)
            for complaint in run.wrong:
                say(f"run {seed}: {complaint}")
            wrong += bool(run.wrong)
            counted += run.counted
    finally:
        shutil.rmtree(folder)
    say("\n".join(drawn(FAULT_RUNS, [row_of(runs, first, counted)])) if not wrong else f"{wrong} of {runs} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
